/**
 * What the embedded recognizer sees of a text, as hashes of 32 bits: its words and pairs of neighboring
 * words, pairs with one word between them, and the pieces of two to four letters of which they consist. Pieces
 * carry misspellings, inflections and languages that are written without spaces; there every letter also
 * counts as a word.
 */
export interface Features {
	readonly words: readonly number[];
	readonly gaps: readonly number[];
	readonly pieces: readonly number[];
}

/** No customer's question is longer; the rest of a longer text is not read. */
const maxCharacters = 1_000;

const shortestPiece = 2;
const longestPiece = 4;

const notInWords = /[^\p{L}\p{M}\p{N}']+/gu;
const spaceless =
	/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;

export function featuresOf(text: string): Features {
	const plain = text.slice(0, maxCharacters).normalize("NFKC").toLowerCase().replace(notInWords, " ").trim();
	if (plain === "") return { words: [], gaps: [], pieces: [] };
	const words = plain.replace(spaceless, " $& ").trim().split(/ +/).map(hashOf);
	return {
		words: wordHashes(words),
		gaps: words.slice(2).map((word, index) => pairOf(pairOf(words[index] ?? edge, gap), word)),
		pieces: pieceHashes(` ${plain} `),
	};
}

function wordHashes(words: readonly number[]): readonly number[] {
	const hashes: number[] = [];
	let before = edge;
	for (const word of words) {
		hashes.push(word, pairOf(before, word));
		before = word;
	}
	hashes.push(pairOf(before, edge));
	return hashes;
}

/** Pieces begin and end with a space at the edge of a word, and never reach over one. */
function pieceHashes(text: string): readonly number[] {
	const hashes: number[] = [];
	for (let start = 0; start < text.length - 1; start++) {
		let hash = pieceSeed;
		for (let length = 1; length <= longestPiece && start + length <= text.length; length++) {
			const code = text.charCodeAt(start + length - 1);
			hash = mix(hash, code);
			if (length >= shortestPiece) hashes.push(hash | 0);
			if (code === space && length > 1) break;
		}
	}
	return hashes;
}

const space = 32;
const wordSeed = 0x811c9dc5;
const pieceSeed = 0x2f0b4c47;
const edge = hashOf("");
const gap = hashOf(" ");

function hashOf(word: string): number {
	let hash = wordSeed;
	for (let index = 0; index < word.length; index++) hash = mix(hash, word.charCodeAt(index));
	return hash | 0;
}

function pairOf(first: number, second: number): number {
	return mix(mix(first, 0xffff), second) | 0;
}

/** One round of FNV-1a, with the high bits folded in so that short pieces spread over all 32 bits. */
function mix(hash: number, value: number): number {
	const mixed = Math.imul(hash ^ value, 0x01000193);
	return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
}
