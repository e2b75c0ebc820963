import { type Outcome, refused } from "../files/outcome.js";
import { type PlayedFile, playFiles } from "../files/play-files.js";
import { type Payload, payloadIn } from "./payload.js";
import { playAnswer, playCall, playSend } from "./play-call.js";
import { playWebhook } from "./play-webhook.js";
import { type Stage, setStage, verifyToken } from "./stage.js";

/** Plays every JSON file of a folder for what it is. @throws BatonError `unreadable-folder` */
export async function playFolder(folder: string): Promise<readonly PlayedFile[]> {
	const stage = await setStage();
	try {
		return await playFiles(folder, async (text) => {
			await stage.clear();
			const payload = payloadIn(text);
			return {
				type: payload.type === "webhook" && payload.isWrapped ? "event" : payload.type,
				play: async () => [...(await play(stage, payload)), ...(await whetherAlive(stage))],
			};
		});
	} finally {
		await stage.close();
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
