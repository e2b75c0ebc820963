import { BatonError } from "../../error.js";
import { messageOf } from "../../message-of.js";
import { type Example, parseExamples, parseTexts } from "./examples.js";
import { readJson } from "./read-json.js";

/** A file with every line wrong would fill the screen. */
const shownLines = 6;

/**
 * Reads a JSON file of examples, `[{ "text": "...", "intent": "..." }]`.
 *
 * @throws BatonError `unreadable-file` if there is no such file, `bad-json` if it is not JSON, `bad-examples` if
 * it is something else than a list of at least one { text, intent }
 */
export async function readExamples(file: string): Promise<readonly Example[]> {
	const examples = parse(file, await readJson(file), parseExamples);
	if (examples.length > 0) return examples;
	throw new BatonError(
		"bad-examples",
		`Cannot use "${file}": the list is empty, give at least one { text, intent }`,
	);
}

/**
 * Reads a JSON file of texts that nobody has labelled, `[{ "text": "..." }]`; labels are passed over.
 *
 * @throws BatonError as {@link readExamples} does, but an empty list is one as well
 */
export async function readTexts(file: string): Promise<readonly string[]> {
	return parse(file, await readJson(file), parseTexts);
}

function parse<T>(file: string, value: unknown, parsed: (value: unknown) => T): T {
	try {
		return parsed(value);
	} catch (cause) {
		const lines = messageOf(cause)
			.replace(/^\[[^\]]*\] /, "")
			.split("\n");
		const more = lines.length > shownLines ? [`… and ${lines.length - shownLines} lines more`] : [];
		const problem = [...lines.slice(0, shownLines), ...more].join("\n");
		throw new BatonError("bad-examples", `Cannot use "${file}": ${problem}`, { cause });
	}
}
