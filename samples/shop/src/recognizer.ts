import { type EmbeddedRecognizer, type Example, trainRecognizer } from "@baton/core/recognizer";
import { utterances } from "./utterances.js";

/** Learns from the shop's utterances at every start: it takes less than a second. */
export function shopRecognizer(): EmbeddedRecognizer {
	return trainRecognizer(examples());
}

function examples(): readonly Example[] {
	return Object.entries(utterances).flatMap(([intent, { en, id }]) =>
		[...en, ...id].map((text) => ({ text, intent })),
	);
}
