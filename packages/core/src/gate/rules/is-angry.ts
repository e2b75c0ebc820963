import { angry, annoyed } from "../phrases/anger.js";
import { listenFor, type Phrases } from "../phrases/listen-for.js";
import type { Said } from "./about.js";
import type { Ground } from "./ground.js";

export interface AngerOptions {
	/** More phrases that are enough by themselves, by language. */
	readonly phrases?: Phrases | undefined;
	/** Phrases of ours that are harmless here: "anjing" in a shop for dogs. */
	readonly except?: readonly string[] | undefined;
}

/**
 * Holds where a user is angry: what nobody says in peace, or two of what people also say in peace: a word of annoyance,
 * capitals throughout, a row of exclamation marks. Reads English and Indonesian whatever the locale says, since people
 * mix them; other languages through `phrases`.
 *
 * @throws BatonError `bad-phrases` if a phrase has no words
 */
export function isAngry({ phrases = {}, except = [] }: AngerOptions = {}): Ground<Said> {
	const [own, enough, sign] = [phrases, without(angry, except), without(annoyed, except)].map(listenFor);
	return function soundsAngry({ text, locale }) {
		const phrase = own?.(text, locale) ?? enough?.(text, undefined);
		if (phrase !== undefined) return `angry: “${phrase}”`;
		const word = sign?.(text, undefined);
		const signs = [
			...(word === undefined ? [] : [`“${word}”`]),
			...(isShouted(text) ? ["capitals"] : []),
			...(/[!?！？]{3,}/u.test(text) ? ["exclamation marks"] : []),
		];
		return signs.length < 2 ? undefined : `angry: ${signs.join(", ")}`;
	};
}

function without(phrases: Phrases, except: readonly string[]): Phrases {
	const left = new Set(except);
	return Object.fromEntries(
		Object.entries(phrases).map(([language, list]) => [language, list.filter((one) => !left.has(one))]),
	);
}

/** At least three words of capitals, and few small letters: an order number or "OK" is not shouted. */
function isShouted(text: string): boolean {
	const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
	const words = text.match(/\p{Lu}{2,}/gu)?.length ?? 0;
	return words >= 3 && capitals >= 4 * (text.match(/\p{Ll}/gu)?.length ?? 0);
}
