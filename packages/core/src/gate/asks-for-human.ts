import { english } from "./phrases/english.js";
import { indonesian } from "./phrases/indonesian.js";
import { listenFor, type Phrases } from "./phrases/listen-for.js";
import type { Phrasebook } from "./phrases/phrasebook.js";
import { toClauses, toPlain } from "./to-clauses.js";

/** Whether a text asks for a person. `locale` is that of the activity, "id-ID" or "id". */
export type AsksForHuman = (text: string, locale?: string | undefined) => boolean;

export interface AsksForHumanOptions {
	/**
	 * More phrases that ask for a person, by language ("id", "th"). A message that contains one asks for a
	 * person if the activity's locale is of that language, or is not known.
	 */
	readonly phrases?: Phrases | undefined;
}

/**
 * Notices that a user asks for a person in so many words: "talk to a human", "agent please", "mau ngomong
 * sama orang", "cs dong". Reads English and Indonesian whatever the locale says, since people mix them;
 * other languages through `phrases`. A user who only doubts ("are you a bot?") or tells of an agent does not
 * ask.
 *
 * Of a text above 2,000 characters it reads the first and the last thousand.
 *
 * ```ts
 * const asks = asksForHuman({ phrases: { th: ["คุยกับเจ้าหน้าที่"] } });
 * asks("mau ngomong sama orang dong"); // true
 * ```
 *
 * @throws BatonError `bad-phrases` if a phrase has no words
 */
export function asksForHuman({ phrases = {} }: AsksForHumanOptions = {}): AsksForHuman {
	const own = listenFor(phrases);
	return function asksForHuman(text, locale) {
		const plain = toPlain(text);
		if (hinted.test(plain)) {
			const sentences = toClauses(plain);
			if (sentences.some((clauses) => books.some((book) => book(clauses)))) return true;
		}
		return own(text, locale) !== undefined;
	};
}

type Book = (clauses: readonly string[]) => boolean;

const books: readonly Book[] = [readBook(english), readBook(indonesian)];

/** Most texts have none of these words, and most turns must not wait for the rest. */
const hinted = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${either([...english.hints, ...indonesian.hints])}`, "u");

/** Makes one test of a phrasebook. Nothing in it repeats without a bound, so it stays linear in the text. */
function readBook(book: Phrasebook): Book {
	const asked = new RegExp(`(?<=^| )${request(book)}(?= ${either(book.followers)}(?: |$)|$)`, "gu");
	const negated = new RegExp(`(?:^| )${either(book.negations)}$`, "u");
	const refused = new RegExp(`(?<=^| )${either(book.refusals)}(?= |$)`, "u");
	const whole = new RegExp(`^${either(book.sentences)}$`, "u");
	const bare = bareRequest(book);
	const asks = (clause: string) =>
		[...clause.matchAll(asked)].some(({ index }) => !negated.test(clause.slice(0, index).trimEnd()));
	return (clauses) =>
		bare.test(clauses.join(" ")) ||
		clauses.some((clause) => whole.test(clause) || refused.test(clause) || asks(clause));
}

/** "talk to someone", "give me a person". */
function request({ talks, requests, person, anyone }: Phrasebook): string {
	return either([`${either(talks)} ${either([person, anyone])}`, `${either(requests)} ${either([person])}`]);
}

/** "agent please": a sentence of nothing but the person and politeness. */
function bareRequest({ fillers, person }: Phrasebook): RegExp {
	const filler = either(fillers);
	return new RegExp(`^(?:${filler} ){0,4}(?:${person})(?: ${either([...fillers, person])}){0,4}$`, "u");
}

function either(pieces: readonly string[]): string {
	return `(?:${pieces.join("|")})`;
}
