import { then } from "../../awaitable.js";
import type { Line, Reply, Said } from "./about.js";
import type { Ground } from "./ground.js";
import { lengthOf, similarity } from "./similar.js";

export interface RepeatOptions {
	/** From this likeness on two texts say the same, between 0 and 1. Default: 0.8. */
	readonly alike?: number | undefined;
	/** Shorter texts, in letters and digits, are said again without meaning anything by it. Default: 10. */
	readonly fromLetters?: number | undefined;
}

/** Holds where users say again what they have said before although the bot has answered: it was no answer to them. */
export function repeatsThemselves({ alike = 0.8, fromLetters = 10 }: RepeatOptions = {}): Ground<Said> {
	return function userRepeatsThemselves({ text, past }) {
		if (lengthOf(text) < fromLetters) return undefined;
		return then(past(), (lines) => {
			const answered = lines.findLastIndex(({ by }) => by !== "user");
			const before = lines.slice(0, Math.max(answered, 0)).filter(({ by }) => by === "user");
			return before.some((line) => similarity(line.text, text) >= alike) ? "asks the same again" : undefined;
		});
	};
}

/** Holds where the bot is about to say what it said last, to other words of the user: it is stuck. */
export function repeatsReply({ alike = 0.9, fromLetters = 10 }: RepeatOptions = {}): Ground<Reply> {
	return function botRepeatsItself({ text, past }) {
		if (lengthOf(text) < fromLetters) return undefined;
		return then(past(), (lines) => (saysAgain(text, lines, alike) ? "says the same again" : undefined));
	};
}

/** What the bot says twice within one turn is its own way of putting it. */
function saysAgain(text: string, lines: readonly Line[], alike: number): boolean {
	const asked = lines.findLastIndex(({ by }) => by === "user");
	const before = lines.slice(0, Math.max(asked, 0));
	const last = before.findLast(({ by }) => by === "bot");
	if (last === undefined || similarity(last.text, text) < alike) return false;
	const question = before.findLast(({ by }) => by === "user")?.text ?? "";
	return similarity(question, lines[asked]?.text ?? "") < alike;
}
