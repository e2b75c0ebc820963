/** One or two letters for a person without a picture. */
export function initials(name: string): string {
	const words = name
		.trim()
		.split(/\s+/u)
		.filter((word) => word !== "");
	const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
		firstLetter(word ?? ""),
	);
	return letters.join("").toLocaleUpperCase() || "?";
}

/** One of `count` tints, always the same for the same text. */
export function tintOf(text: string, count: number): number {
	let sum = 7;
	for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
	return sum % count;
}

function firstLetter(word: string): string {
	return [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? "";
}
