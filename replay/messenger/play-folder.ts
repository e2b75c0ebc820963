import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BatonError } from "@baton/core";
import { type Outcome, refused } from "./outcome.js";
import { type Payload, payloadIn } from "./payload.js";
import { playAnswer, playCall, playSend } from "./play-call.js";
import { playWebhook } from "./play-webhook.js";
import { type Stage, setStage, verifyToken } from "./stage.js";

export interface PlayedFile {
	readonly file: string;
	readonly type: string;
	readonly outcomes: readonly Outcome[];
}

/** Plays every JSON file of a folder for what it is. @throws BatonError `unreadable-folder` */
export async function playFolder(folder: string): Promise<readonly PlayedFile[]> {
	const files = await filesIn(folder);
	const stage = await setStage();
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
	const type = payload.type === "webhook" && payload.isWrapped ? "event" : payload.type;
	try {
		const outcomes = await play(stage, payload);
		return { file, type, outcomes: [...outcomes, ...(await whetherAlive(stage))] };
	} catch (error) {
		return { file, type, outcomes: [refused("file", `failed: ${String(error)}`, true)] };
	}
}

async function play(stage: Stage, payload: Payload): Promise<readonly Outcome[]> {
	switch (payload.type) {
		case "webhook":
			return playWebhook(stage, payload.body);
		case "send":
			return [await playSend(stage, payload.body)];
		case "call":
			return [await playCall(stage, payload.path, payload.body)];
		case "answer":
			return [await playAnswer(payload.status, payload.body)];
		case "strange":
			return [refused("file", payload.why)];
	}
}

/** After each file the adapter must still answer. */
async function whetherAlive({ url }: Stage): Promise<readonly Outcome[]> {
	const query = { "hub.mode": "subscribe", "hub.verify_token": verifyToken, "hub.challenge": "alive" };
	const answer = await fetch(`${url}?${new URLSearchParams(query)}`, { signal: AbortSignal.timeout(5_000) });
	const isAlive = answer.status === 200 && (await answer.text()) === "alive";
	return isAlive ? [] : [refused("file", "the adapter does not answer any more", true)];
}
