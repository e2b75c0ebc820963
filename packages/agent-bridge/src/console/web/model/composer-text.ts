import type { CommandFrame } from "../../../protocol/client-frame.js";

/** What a person has typed in one conversation and not sent. */
export interface ComposerText {
	readonly text: string;
	/** For the user, or for colleagues only. */
	readonly mode: "reply" | "note";
	/** The draft that this is a correction of. */
	readonly correcting?: string | undefined;
	/** Placeholders of a canned reply that were left open. */
	readonly blanks?: readonly string[] | undefined;
}

/** What was sent and is not answered: as what, and as it stood in the field. */
export interface Unanswered {
	readonly command: CommandFrame;
	readonly written: ComposerText;
}

export const emptyText: ComposerText = { text: "", mode: "reply" };

/** What was not sent goes back into the field, before what was typed since. */
export function givenBack(unsent: ComposerText, typed: ComposerText | undefined): ComposerText {
	if (typed === undefined || typed.text === "") return unsent;
	return { ...unsent, text: `${unsent.text}\n${typed.text}` };
}
