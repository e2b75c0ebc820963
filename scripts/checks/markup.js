import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/run.js";

/** Pages that show what strangers write. They make elements, and never text that a browser reads as markup or code. */
const folders = ["packages/agent-bridge/src/console/web", "samples/shop/src/web"];

const forbidden =
	/\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|dangerouslySetInnerHTML|srcdoc|DOMParser|createContextualFragment)\b|\bdocument\.write(?:ln)?\(|\beval\(|\bnew Function\(/;

export async function checkMarkup() {
	const found = folders.flatMap((folder) => sources(folder).flatMap(linesWithMarkup));
	if (found.length === 0) return;
	throw new Error(`Markup is written from text, make elements instead:\n${found.join("\n")}`);
}

function sources(folder) {
	return readdirSync(join(root, folder), { recursive: true })
		.filter((file) => /\.(?:tsx?|html)$/.test(file))
		.map((file) => join(folder, file));
}

function linesWithMarkup(file) {
	const lines = readFileSync(join(root, file), "utf8").split("\n");
	return lines.flatMap((line, index) =>
		forbidden.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
	);
}
