import { type EmbeddedRecognizer, type Example, trainRecognizer } from "@baton/core/recognizer";
import { utterances } from "./utterances.js";

/** Learns from the shop's utterances, and from what people have taught it: it takes less than a second. */
export function shopRecognizer(taught: readonly Example[] = []): EmbeddedRecognizer {
	return trainRecognizer([...ownExamples(), ...taught]);
}

/** What the shop itself has written down. */
export function ownExamples(): readonly Example[] {
	return Object.entries(utterances).flatMap(([intent, { en, id }]) =>
		[...en, ...id].map((text) => ({ text, intent })),
	);
}
