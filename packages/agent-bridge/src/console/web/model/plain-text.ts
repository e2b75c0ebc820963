import type { Content } from "../../../content/content.js";

/** What was said in one line of text, where it has any. */
export function plainText(contents: readonly Content[]): string {
	return contents
		.map(textOf)
		.filter((text) => text !== "")
		.join(" ");
}

function textOf(content: Content): string {
	switch (content.type) {
		case "text":
			return content.text;
		case "cards":
			return content.cards.flatMap(({ title }) => title ?? []).join(", ");
		case "file":
		case "other":
			return content.name;
		case "place":
			return content.name ?? "";
		case "medium":
			return content.name ?? "";
		case "image":
		case "choices":
			return "";
	}
}
