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

/**
 * Holds where users say again what they have said before although the bot has answered: it was no answer to them. What
 * people have answered says nothing about the bot.
 */
export function repeatsThemselves({ alike = 0.8, fromLetters = 10 }: RepeatOptions = {}): Ground<Said> {
	return function userRepeatsThemselves({ text, past }) {
		if (lengthOf(text) < fromLetters) return undefined;
		return then(past(), (lines) => {
			const isRepeated = lines.some(
				(line, at) =>
					line.by === "user" && similarity(line.text, text) >= alike && isAnsweredByBot(lines.slice(at)),
			);
			return isRepeated ? "asks the same again" : undefined;
		});
	};
}

/** Whether it was the bot that spoke next after the first of these lines. */
function isAnsweredByBot(lines: readonly Line[]): boolean {
	return lines.find(({ by }) => by !== "user")?.by === "bot";
}

export interface RepeatReplyOptions extends RepeatOptions {
	/** How often it may say it to other words in a row. Default: 2, since a question may be asked again. */
	readonly times?: number | undefined;
}

/** Holds where the bot is about to say what it has just said to other words, and to others before: it is stuck. */
export function repeatsReply({
	alike = 0.9,
	fromLetters = 10,
	times = 2,
}: RepeatReplyOptions = {}): Ground<Reply> {
	return function botRepeatsItself({ text, past }) {
		if (lengthOf(text) < fromLetters) return undefined;
		return then(past(), (lines) => {
			const [now, ...before] = exchangesIn(lines).toReversed();
			const others = before.filter(({ question }) => similarity(question, now?.question ?? "") < alike);
			const end = others.findIndex(
				({ replies }) => !replies.some((reply) => similarity(reply, text) >= alike),
			);
			return (end < 0 ? others.length : end) >= times ? "says the same again" : undefined;
		});
	};
}

/** What the user said, and what the bot said to it. */
interface Exchange {
	readonly question: string;
	readonly replies: readonly string[];
}

function exchangesIn(lines: readonly Line[]): readonly Exchange[] {
	const exchanges: { question: string; replies: string[] }[] = [];
	for (const { by, text } of lines) {
		if (by === "user") exchanges.push({ question: text, replies: [] });
		else if (by === "bot") exchanges.at(-1)?.replies.push(text);
	}
	return exchanges;
}
