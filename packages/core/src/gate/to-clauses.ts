/** No request for a person needs more. Of a longer text its beginning and its end are read. */
const maxCharacters = 2_000;

/** Most messages: already in the usual form. */
const ascii = /^[ -~\t\r\n]*$/;

/** A chat message in lower case and in the usual form of each letter, with "pleaaaase" as "please". */
export function toPlain(text: string): string {
	const short = shorten(text);
	if (ascii.test(short)) return short.toLowerCase().replace(/([a-z])\1{2,}/g, "$1");
	return short
		.normalize("NFKC")
		.toLowerCase()
		.replace(/(\p{L})\1{2,}/gu, "$1");
}

/** Makes sentences of clauses of words with single spaces, without signs but apostrophes, of a plain text. */
export function toClauses(plain: string): readonly (readonly string[])[] {
	return plain
		.replace(/[\u2018\u2019\u02bc\u0060\u00b4]/gu, "'")
		.split(/[.!?\n\u3002\uff01\uff1f\u2026]/u)
		.map((sentence) =>
			sentence
				.split(/[,;:()"\u201c\u201d]/u)
				.map(toWords)
				.filter(Boolean),
		)
		.filter((clauses) => clauses.length > 0);
}

/** A text as words with single spaces between them. */
export function toWords(text: string): string {
	return text
		.replace(/[^\p{L}\p{M}\p{N}']/gu, " ")
		.replace(/ {2,}/g, " ")
		.trim();
}

function shorten(text: string): string {
	if (text.length <= maxCharacters) return text;
	return `${text.slice(0, maxCharacters / 2)}\n${text.slice(-maxCharacters / 2)}`;
}
