import { type Outcome, refused } from "../files/outcome.js";
import { type PlayedFile, playFiles } from "../files/play-files.js";
import { type Payload, payloadIn } from "./payload.js";
import { playAnswer } from "./play-answer.js";
import { playPost } from "./play-post.js";
import { playVector, slackVector } from "./play-vector.js";
import { setStage } from "./stage.js";

/** Plays every JSON file of a folder for what it is. @throws BatonError `unreadable-folder` */
export async function playFolder(folder: string): Promise<readonly PlayedFile[]> {
	const files = await playFiles(folder, (text) => {
		const payload = payloadIn(text);
		return { type: payload.type, play: () => play(payload) };
	});
	const vector = { file: "(Slack's own example)", type: "vector", outcomes: await playVector(slackVector) };
	return [...files, vector];
}

async function play(payload: Payload): Promise<readonly Outcome[]> {
	switch (payload.type) {
		case "answer":
			return [await playAnswer(payload.body)];
		case "vector":
			return playVector(payload.vector);
		case "strange":
			return [refused("file", payload.why)];
		default: {
			const stage = await setStage();
			try {
				return await playPost(stage, payload.type, payload.post);
			} finally {
				await stage.close();
			}
		}
	}
}
