import { toPlain, toWords } from "../to-clauses.js";

/**
 * How alike two texts are, between 0 and 1: the share of three-letter pieces that they have in common (Dice). Works
 * with and without spaces between words, and forgives slips of the finger.
 */
export function similarity(one: string, other: string): number {
	const [a, b] = [pieces(one), pieces(other)];
	if (a.size === 0 || b.size === 0) return 0;
	let common = 0;
	for (const piece of a) if (b.has(piece)) common += 1;
	return (2 * common) / (a.size + b.size);
}

/** How many letters and digits a text has, without signs and spaces. */
export function lengthOf(text: string): number {
	return Array.from(toWords(toPlain(text)).replaceAll(" ", "")).length;
}

function pieces(text: string): ReadonlySet<string> {
	const letters = Array.from(` ${toWords(toPlain(text))} `);
	const found = new Set<string>();
	for (let index = 0; index + 3 <= letters.length; index += 1)
		found.add(letters.slice(index, index + 3).join(""));
	return found;
}
