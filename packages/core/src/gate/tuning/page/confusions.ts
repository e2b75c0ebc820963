import { judged } from "../judged.js";
import type { Scored } from "../scored.js";

/** Two intents, and the utterances of the one that were taken for the other. */
export interface Confusion {
	readonly meant: string;
	readonly taken: string;
	/** The surest first. */
	readonly utterances: readonly { readonly text: string; readonly confidence: number }[];
}

/** The intents that are mixed up: first the pairs with the most utterances, and with the surest. */
export function confusionsOf(scored: readonly Scored[]): readonly Confusion[] {
	const pairs = new Map<string, Confusion>();
	for (const each of scored) {
		const { answer, confidence, right } = judged(each);
		if (answer === undefined || right) continue;
		const key = JSON.stringify([each.intent, answer]);
		const before = pairs.get(key)?.utterances ?? [];
		const utterances = [...before, { text: each.recognition.text, confidence }];
		pairs.set(key, { meant: each.intent, taken: answer, utterances });
	}
	return [...pairs.values()]
		.map((pair) => ({ ...pair, utterances: pair.utterances.toSorted((a, b) => b.confidence - a.confidence) }))
		.toSorted((a, b) => weight(b) - weight(a));
}

function weight({ utterances }: Confusion): number {
	return utterances.reduce((sum, { confidence }) => sum + confidence, 0);
}
