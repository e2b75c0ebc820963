import { listenFor, type Phrases } from "../phrases/listen-for.js";
import { english, indonesian, type PromiseBook } from "../phrases/promises.js";
import { toClauses, toPlain } from "../to-clauses.js";
import type { Reply } from "./about.js";
import type { Ground } from "./ground.js";

export interface PromiseOptions {
	/** More phrases that promise a person, by language. */
	readonly phrases?: Phrases | undefined;
}

/**
 * Holds where the bot tells the user that a person is coming: "I'll connect you to an agent", "tim kami akan
 * menghubungi kakak". An offer ("shall I call a colleague?") promises nothing. English and Indonesian; other languages
 * through `phrases`.
 *
 * @throws BatonError `bad-phrases` if a phrase has no words
 */
export function promisesHuman({ phrases = {} }: PromiseOptions = {}): Ground<Reply> {
	const own = listenFor(phrases);
	return function promisesAPerson({ text, locale }) {
		const sentences = toClauses(toPlain(text)).map((clauses) => clauses.join(" "));
		const promise = sentences.flatMap((sentence) => books.map((book) => book(sentence))).find(Boolean);
		const found = promise ?? own(text, locale);
		return found === undefined ? undefined : `promised a person: “${found}”`;
	};
}

const books = [english, indonesian].map(readBook);

function readBook({ promises, conditions }: PromiseBook): (sentence: string) => string | undefined {
	const promised = new RegExp(`(?<=^| )(?:${promises.join("|")})(?= |$)`, "u");
	const conditional = new RegExp(`(?:^| )(?:${conditions})(?: |$)`, "u");
	return (sentence) => {
		const found = promised.exec(sentence);
		return found === null || conditional.test(sentence.slice(0, found.index)) ? undefined : found[0].trim();
	};
}
