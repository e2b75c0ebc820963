/** Markup that may go into a page as it is. Everything else is escaped first. */
export interface Html {
	readonly markup: string;
}

type Piece = string | number | Html | readonly Html[] | undefined;

/** Puts values into markup: texts are escaped, markup is not, lists are joined, nothing is left out. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
	const markup = parts.map((part, index) => part + toMarkup(pieces[index])).join("");
	return { markup };
}

function toMarkup(piece: Piece): string {
	if (piece === undefined) return "";
	if (typeof piece === "string") return escaped(piece);
	if (typeof piece === "number") return String(piece);
	return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
