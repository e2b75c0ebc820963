import { type Outcome, refused } from "../files/outcome.js";
import { type PlayedFile, playFiles } from "../files/play-files.js";
import { type Payload, payloadIn } from "./payload.js";
import { playAnswer } from "./play-answer.js";
import { playEvent } from "./play-event.js";
import { playVector } from "./play-vector.js";

/** Plays every JSON file of a folder for what it is. @throws BatonError `unreadable-folder` */
export function playFolder(folder: string): Promise<readonly PlayedFile[]> {
	return playFiles(folder, (text) => {
		const payload = payloadIn(text);
		return { type: payload.type, play: () => play(payload) };
	});
}

async function play(payload: Payload): Promise<readonly Outcome[]> {
	switch (payload.type) {
		case "vector":
			return playVector(payload.vector);
		case "event":
			return playEvent(payload.value);
		case "cloud-event":
			return playEvent(payload.value, "application/cloudevents+json");
		case "answer":
			return playAnswer(payload.answer);
		case "strange":
			return [refused("file", payload.why)];
	}
}
