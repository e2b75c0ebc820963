/**
 * Splits text into parts that each fit a message: after a paragraph, a line or a sentence if that leaves no stump,
 * else between words. Within a word only where it does not fit a message by itself, and never within what the
 * reader sees as one character.
 *
 * @param most of one part, in UTF-16 units
 */
export function splitText(text: string, most: number): readonly string[] {
	const parts: string[] = [];
	let rest = text;
	while (rest.length > most) {
		const end = endOfPart(rest, most);
		parts.push(rest.slice(0, end).trimEnd());
		rest = rest.slice(end).trimStart();
	}
	return [...parts, rest].filter((part) => part.trim() !== "");
}

/** A part that is shorter than this share of what fits looks torn off. */
const leastShare = 0.5;
/** Whether a boundary is one shows only in what follows. */
const lookAhead = 64;

/** Spaces where a line may break, and no mark that belongs to them. */
const space = String.raw`[^\S\u00A0\u202F\uFEFF]+(?!\p{M})`;
const gaps = {
	paragraph: /\n[^\S\n]*\n\s*/gu,
	line: /\n\s*/gu,
	sentence: new RegExp(String.raw`[.!?…]["'”’)\]]*${space}|[。！？｡]["'”’」』）]*`, "gu"),
	word: new RegExp(space, "gu"),
} as const;

function endOfPart(text: string, most: number): number {
	const near = text.slice(0, most + lookAhead);
	for (const gap of [gaps.paragraph, gaps.line, gaps.sentence]) {
		const end = lastGap(near, gap, most);
		if (end > most * leastShare) return end;
	}
	return (
		lastGap(near, gaps.word, most) ||
		lastGap(near, gaps.sentence, most) ||
		lastBoundary(near, "word", most) ||
		lastBoundary(near, "grapheme", most) ||
		mostWhole(text, most)
	);
}

/** Where the last gap ends whose words before it fit; 0 if there is none. */
function lastGap(text: string, gap: RegExp, most: number): number {
	let end = 0;
	for (const { 0: found, index } of text.matchAll(gap)) {
		if (index + found.trimEnd().length > most) break;
		end = index + found.length;
	}
	return end;
}

const segmenters = {
	word: new Intl.Segmenter(undefined, { granularity: "word" }),
	grapheme: new Intl.Segmenter(undefined, { granularity: "grapheme" }),
} as const;

/** For scripts without spaces, and for words that are too long. */
function lastBoundary(text: string, granularity: keyof typeof segmenters, most: number): number {
	let end = 0;
	for (const { index } of segmenters[granularity].segment(text)) {
		if (index > most) break;
		end = index;
	}
	return end;
}

/** One character with more marks than a message has room for: at least it stays well-formed. */
function mostWhole(text: string, most: number): number {
	const last = text.charCodeAt(most - 1);
	return last >= 0xd800 && last <= 0xdbff && most > 1 ? most - 1 : most;
}
