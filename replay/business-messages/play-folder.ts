import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BatonError } from "@baton/core";
import { type Outcome, refused } from "../messenger/outcome.js";
import { type Payload, payloadIn } from "./payload.js";
import { playCallback, playVerification } from "./play-callback.js";
import { playError, playEvent, playMessage } from "./play-request.js";
import { type Stage, setStage } from "./stage.js";

export interface PlayedFile {
	readonly file: string;
	readonly type: string;
	readonly outcomes: readonly Outcome[];
}

/** Plays every JSON file of a folder for what it is. @throws BatonError `unreadable-folder` */
export async function playFolder(
	folder: string,
	{ unsigned }: { readonly unsigned: boolean },
): Promise<readonly PlayedFile[]> {
	const files = await filesIn(folder);
	const stage = await setStage(unsigned);
	try {
		const played: PlayedFile[] = [];
		for (const file of files) {
			await stage.clear();
			played.push(await playFile(stage, folder, file));
		}
		return played;
	} finally {
		await stage.close();
	}
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

async function playFile(stage: Stage, folder: string, file: string): Promise<PlayedFile> {
	const payload = payloadIn((await readFile(join(folder, file), "utf8")).replace(/^\uFEFF/, ""));
	try {
		return { file, type: payload.type, outcomes: await play(stage, payload) };
	} catch (error) {
		return { file, type: payload.type, outcomes: [refused("file", `failed: ${String(error)}`, true)] };
	}
}

async function play(stage: Stage, payload: Payload): Promise<readonly Outcome[]> {
	switch (payload.type) {
		case "verification":
			return playVerification(stage, payload.value);
		case "callback":
			return playCallback(stage, payload.text);
		case "message":
			return [await playMessage(stage, payload.value)];
		case "event":
			return [await playEvent(stage, payload.value)];
		case "error":
			return [await playError(stage, payload.code, payload.text)];
		case "strange":
			return [refused("file", payload.why)];
	}
}
