import type { Language } from "./catalogue.js";
import { utterances } from "./utterances.js";

/**
 * The language of a text, by the words that customers use in one language and not in the other; `undefined`
 * where they do not tell.
 */
export function languageOfText(text: string): Language | undefined {
	const balance = wordsOf(text).reduce((sum, word) => sum + (leaning.get(word) ?? 0), 0);
	if (Math.abs(balance) < 0.5) return undefined;
	return balance > 0 ? "id" : "en";
}

/** For each word from -1 (English) to 1 (Indonesian). */
const leaning = leanings();

function leanings(): ReadonlyMap<string, number> {
	const [en, id] = [countsIn("en"), countsIn("id")];
	const words = new Set([...en.keys(), ...id.keys()]);
	return new Map(Array.from(words, (word) => [word, lean(en.get(word) ?? 0, id.get(word) ?? 0)]));
}

function lean(en: number, id: number): number {
	return (id - en) / (id + en);
}

function countsIn(language: Language): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { [language]: texts } of Object.values(utterances)) {
		for (const word of texts.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return counts;
}

function wordsOf(text: string): readonly string[] {
	return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
