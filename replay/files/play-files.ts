import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BatonError } from "@baton/core";
import { type Outcome, refused } from "./outcome.js";

export interface PlayedFile {
	readonly file: string;
	/** What the file is. */
	readonly type: string;
	readonly outcomes: readonly Outcome[];
}

/** What a file is, and how it is played. */
export interface Playable {
	readonly type: string;
	play(): Promise<readonly Outcome[]>;
}

/**
 * Plays every JSON file of a folder, one after the other. One that fails costs the others nothing.
 *
 * @throws BatonError `unreadable-folder`
 */
export async function playFiles(
	folder: string,
	read: (text: string) => Playable | Promise<Playable>,
): Promise<readonly PlayedFile[]> {
	const played: PlayedFile[] = [];
	for (const file of await filesIn(folder)) {
		const text = (await readFile(join(folder, file), "utf8")).replace(/^\uFEFF/, "");
		const { type, play } = await read(text);
		const outcomes = await play().catch((error: unknown) => [
			refused("file", `failed: ${String(error)}`, true),
		]);
		played.push({ file, type, outcomes });
	}
	return played;
}

async function filesIn(folder: string): Promise<readonly string[]> {
	try {
		const names = await readdir(folder, { recursive: true });
		const files = names.filter((name) => name.endsWith(".json")).sort();
		if (files.length > 0) return files;
	} catch (cause) {
		throw unreadable(folder, "name one that is there", cause);
	}
	throw unreadable(folder, "there is no JSON file in it");
}

function unreadable(folder: string, why: string, cause?: unknown): BatonError {
	return new BatonError("unreadable-folder", `Cannot replay the folder "${folder}": ${why}`, { cause });
}
