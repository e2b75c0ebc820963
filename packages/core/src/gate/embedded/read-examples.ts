import { readFile } from "node:fs/promises";
import { BatonError } from "../../error.js";
import { messageOf } from "../../message-of.js";
import { type Example, parseExamples } from "./examples.js";

/** A file with every line wrong would fill the screen. */
const shownLines = 6;

/**
 * Reads a JSON file of examples, `[{ "text": "...", "intent": "..." }]`.
 *
 * @throws BatonError `unreadable-file` if there is no such file, `bad-json` if it is not JSON, `bad-examples` if
 * it is something else than a list of at least one { text, intent }
 */
export async function readExamples(file: string): Promise<readonly Example[]> {
	const examples = parse(file, parseJson(file, await readText(file)));
	if (examples.length > 0) return examples;
	throw new BatonError(
		"bad-examples",
		`Cannot use "${file}": the list is empty, give at least one { text, intent }`,
	);
}

async function readText(file: string): Promise<string> {
	try {
		return await readFile(file, "utf8");
	} catch (cause) {
		throw new BatonError(
			"unreadable-file",
			`Cannot read "${file}", name a file that is there: ${messageOf(cause)}`,
			{ cause },
		);
	}
}

function parseJson(file: string, text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch (cause) {
		throw new BatonError("bad-json", `Cannot read "${file}" as JSON, correct it: ${messageOf(cause)}`, {
			cause,
		});
	}
}

function parse(file: string, value: unknown): readonly Example[] {
	try {
		return parseExamples(value);
	} catch (cause) {
		const lines = messageOf(cause)
			.replace(/^\[[^\]]*\] /, "")
			.split("\n");
		const more = lines.length > shownLines ? [`… and ${lines.length - shownLines} lines more`] : [];
		const problem = [...lines.slice(0, shownLines), ...more].join("\n");
		throw new BatonError("bad-examples", `Cannot use "${file}": ${problem}`, { cause });
	}
}
