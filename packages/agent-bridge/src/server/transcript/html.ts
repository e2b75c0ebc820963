/** Markup that is safe to send. */
export interface Html {
	readonly html: string;
}

const codes: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

type Part = Html | string | number | undefined | readonly Html[];

/** Fills in what was said by anybody, escaped: only what this has made is markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
	const filled = strings.map((text, index) => text + toText(parts[index]));
	return { html: filled.join("") };
}

function toText(part: Part): string {
	if (part === undefined) return "";
	if (typeof part === "string" || typeof part === "number")
		return String(part).replace(/[&<>"']/g, (character) => codes[character] ?? "");
	if ("html" in part) return part.html;
	return part.map((one) => one.html).join("");
}
