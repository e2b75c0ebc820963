import { useWords } from "../words/words.js";
import { Button } from "./button.js";

/** Nobody is signed in on this browser. */
export function SignedOut() {
	const { signedOut } = useWords();
	return (
		<main class="signed-out">
			<h1>{signedOut.title}</h1>
			<p>{signedOut.text}</p>
			<Button look="primary" onClick={() => location.reload()}>
				{signedOut.again}
			</Button>
		</main>
	);
}
