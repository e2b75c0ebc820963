/** A stretch of text and how it is shown. */
export interface RichPiece {
	readonly text: string;
	readonly bold: boolean;
	readonly italic: boolean;
	/** Where it leads, for a link. */
	readonly url?: string | undefined;
}

const token = /\\[\s\S]|\*\*|\*|\[([^\]\n]+)\]\(([^()\s]+)\)|[^\\*[]+|[\s\S]/g;

/**
 * Reads the markup of a message with `containsRichText`: `**bold**`, `*italic*`, `[a link](https://…)`, and a
 * backslash before a sign that stands for itself. `undefined` where the markup is broken: something is left open,
 * or a link leads nowhere. Business Messages refuses such a message.
 */
export function parseRichText(text: string): readonly RichPiece[] | undefined {
	const pieces: RichPiece[] = [];
	const style = { bold: false, italic: false };
	for (const [part, title, url] of text.matchAll(token)) {
		if (part === "**") style.bold = !style.bold;
		else if (part === "*") style.italic = !style.italic;
		else if (title !== undefined && url !== undefined) {
			if (!isAddress(url)) return undefined;
			pieces.push({ text: title, ...style, url });
		} else pieces.push({ text: part.startsWith("\\") ? part.slice(1) : part, ...style });
	}
	return style.bold || style.italic ? undefined : pieces;
}

function isAddress(url: string): boolean {
	return /^(https?|mailto|tel):/.test(url) && URL.canParse(url);
}
