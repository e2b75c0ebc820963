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

/** A share in a sentence: `88.8 %`, `95 %`. */
export function percent(share: number): string {
	return `${Number((share * 100).toFixed(1))} %`;
}

/** A share in a column: `88.8 %`, `95.0 %`. */
export function percentCell(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}

/** How many of a thousand messages. */
export function ofThousand(share: number): string {
	return String(Math.round(share * 1_000));
}

/** A confidence for people: `0.57`. */
export function threshold(value: number): string {
	return value.toFixed(value > 0.99 ? 4 : 2);
}
