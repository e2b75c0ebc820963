/** What the library takes longer over than an answer is worth is cut off, or not read at all. */
const mostCharacters = 256;
const mostNumbers = 12;

/**
 * The text as it is read: in its usual letters, spaces collapsed, cut at 256 characters between words. The library
 * takes a second for many spaces, and loses count of letters that change their length in lower case.
 */
export function cleanText(text: string): string {
	const plain = text
		.slice(0, 8 * mostCharacters)
		.normalize("NFKC")
		.replaceAll("\u0130", "I")
		.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
		.trim();
	if (plain.length <= mostCharacters) return plain;
	const end = plain.lastIndexOf(" ", mostCharacters);
	return end > 0 ? plain.slice(0, end) : "";
}

/** A list of numbers answers no question that asks for one, and takes the library seconds. */
export function hasManyNumbers(text: string): boolean {
	return (text.match(/\p{N}+/gu)?.length ?? 0) > mostNumbers;
}

/** Which share of a text's letters, digits and symbols a part of it has: signs and spaces do not count. */
export function coverage(part: string, text: string): number {
	const all = weightOf(text);
	return all === 0 ? 0 : Math.min(1, weightOf(part) / all);
}

function weightOf(text: string): number {
	return text.match(/[\p{L}\p{N}\p{S}]/gu)?.length ?? 0;
}
