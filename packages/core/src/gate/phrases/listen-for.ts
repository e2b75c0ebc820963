import { BatonError } from "../../error.js";
import { toClauses, toPlain, toWords } from "../to-clauses.js";

/** Phrases by language ("id", "th"), in the words in which they are said. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

/** The first of the phrases that a text has, in a language that the locale allows. */
export type Listening = (text: string, locale: string | undefined) => string | undefined;

/**
 * Listens for phrases as whole words. Those of another language than the locale's are passed over; without a locale
 * all count. Scripts that are written without spaces have no word ends to look for.
 *
 * @throws BatonError `bad-phrases` if a phrase has no words
 */
export function listenFor(phrases: Phrases): Listening {
	const all = Object.entries(phrases).flatMap(([language, list]) =>
		list.map((phrase) => ({ language: language.toLowerCase(), phrase, sought: soughtIn(phrase) })),
	);
	if (all.length === 0) return () => undefined;
	return function heard(text, locale) {
		const language = locale?.toLowerCase().split(/[-_]/)[0];
		const sentences = toClauses(toPlain(text)).map((clauses) => ` ${clauses.join(" ")} `);
		const found = all.find(
			(one) =>
				(language === undefined || one.language === language) &&
				sentences.some((sentence) => sentence.includes(one.sought)),
		);
		return found?.phrase;
	};
}

const withoutSpaces =
	/[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

function soughtIn(phrase: string): string {
	const words = toWords(toPlain(phrase));
	if (words === "")
		throw new BatonError(
			"bad-phrases",
			`Cannot listen for the phrase "${phrase}": it has no words, remove it`,
		);
	return withoutSpaces.test(words) ? words : ` ${words} `;
}
