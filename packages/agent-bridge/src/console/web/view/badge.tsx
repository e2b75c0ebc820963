import { useWords } from "../words/words.js";

/** The label that the user sees beside a name: the word BOT or HUMAN. */
export function Badge({ voice }: { readonly voice: "bot" | "human" }) {
	const words = useWords();
	return (
		<span class={`badge badge-${voice}`}>
			{voice === "bot" ? words.transcript.bot : words.transcript.human}
		</span>
	);
}
