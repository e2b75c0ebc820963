import { safeUrl } from "./safe-url.js";

/** A stretch of text, or an address in it that can be followed. */
export interface TextPart {
	readonly text: string;
	readonly href?: string | undefined;
}

const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/giu;

/** Cuts text where it names addresses. Together the parts are the text. */
export function linkText(text: string): readonly TextPart[] {
	const parts: TextPart[] = [];
	let at = 0;
	for (const match of text.matchAll(address)) {
		if (match.index > at) parts.push({ text: text.slice(at, match.index) });
		parts.push({ text: match[0], href: safeUrl(match[0]) });
		at = match.index + match[0].length;
	}
	if (at < text.length) parts.push({ text: text.slice(at) });
	return parts;
}
