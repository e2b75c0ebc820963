import { readFile } from "node:fs/promises";
import { BatonError } from "../../error.js";
import { messageOf } from "../../message-of.js";

/** @throws BatonError `unreadable-file` if there is no such file, `bad-json` if it is not JSON */
export async function readJson(file: string): Promise<unknown> {
	return parseJson(file, await readText(file));
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
