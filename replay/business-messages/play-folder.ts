import { type Outcome, refused } from "../files/outcome.js";
import { type PlayedFile, playFiles } from "../files/play-files.js";
import { type Payload, payloadIn } from "./payload.js";
import { playCallback, playVerification } from "./play-callback.js";
import { playError, playEvent, playMessage } from "./play-request.js";
import { type Stage, setStage } from "./stage.js";

/** Plays every JSON file of a folder for what it is. @throws BatonError `unreadable-folder` */
export async function playFolder(
	folder: string,
	{ unsigned }: { readonly unsigned: boolean },
): Promise<readonly PlayedFile[]> {
	const stage = await setStage(unsigned);
	try {
		return await playFiles(folder, async (text) => {
			await stage.clear();
			const payload = payloadIn(text);
			return { type: payload.type, play: () => play(stage, payload) };
		});
	} finally {
		await stage.close();
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
