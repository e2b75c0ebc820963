import { listenFor, type Phrases } from "../phrases/listen-for.js";
import type { Said } from "./about.js";
import type { Ground } from "./ground.js";

/**
 * Holds where the user uses one of these words or phrases, by language: words that are always for a person.
 *
 * ```ts
 * hasWords({ en: ["lawyer", "data protection"], id: ["pengacara", "polisi"] });
 * ```
 *
 * @throws BatonError `bad-phrases` if a phrase has no words
 */
export function hasWords(phrases: Phrases): Ground<Said> {
	const heard = listenFor(phrases);
	return function hasOneOfTheWords({ text, locale }) {
		const word = heard(text, locale);
		return word === undefined ? undefined : `said “${word}”`;
	};
}
