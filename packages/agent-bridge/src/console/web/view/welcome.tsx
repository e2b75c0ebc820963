import { useWords } from "../words/words.js";
import { places } from "./page.js";

/** Nothing is on screen yet. */
export function Welcome({ waiting }: { readonly waiting: number }) {
	const { welcome } = useWords();
	return (
		<section class="conversation conversation-empty" id={places.conversation} tabIndex={-1}>
			<svg class="welcome-mark" viewBox="0 0 96 96" width="96" height="96" aria-hidden="true">
				<path d="M22 74 74 22" />
				<circle cx="74" cy="22" r="6" />
				<path class="welcome-arc" d="M16 48a32 32 0 0 1 32-32M80 48a32 32 0 0 1-32 32" />
			</svg>
			<h1>{welcome.waiting(waiting)}</h1>
			<p>{welcome.title}</p>
			<p class="welcome-keys">{welcome.keys}</p>
		</section>
	);
}
