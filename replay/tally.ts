import type { ReasonType } from "@baton/core";
import type { Played } from "./play-utterances.js";

/** Marks an utterance to which no answer is right. */
const outOfScope = "oos";

/** What became of a number of utterances. */
export interface Counts {
	readonly utterances: number;
	readonly answered: number;
	/** Answers that were those of the utterance's intent. */
	readonly right: number;
	readonly clarified: number;
	/** Questions that had the utterance's intent among the choices. */
	readonly clarifiedRight: number;
	readonly handedOver: number;
	/** Handovers by their reason. */
	readonly reasons: Readonly<Partial<Record<ReasonType, number>>>;
}

export interface Tally {
	readonly inScope: Counts;
	readonly outOfScope: Counts;
	readonly all: Counts;
}

export function tally(played: readonly Played[]): Tally {
	return {
		inScope: count(played.filter(({ intent }) => intent !== outOfScope)),
		outOfScope: count(played.filter(({ intent }) => intent === outOfScope)),
		all: count(played),
	};
}

function count(played: readonly Played[]): Counts {
	const isRight = (intent: string, given: readonly string[]): boolean =>
		intent !== outOfScope && given.includes(intent);
	const counts = { answered: 0, right: 0, clarified: 0, clarifiedRight: 0, handedOver: 0 };
	const reasons: Partial<Record<ReasonType, number>> = {};
	for (const { intent, outcome } of played) {
		counts[outcome.type] += 1;
		if (outcome.type === "answered" && isRight(intent, [outcome.intent])) counts.right += 1;
		if (outcome.type === "clarified" && isRight(intent, outcome.intents)) counts.clarifiedRight += 1;
		if (outcome.type === "handedOver") reasons[outcome.reason] = (reasons[outcome.reason] ?? 0) + 1;
	}
	return { utterances: played.length, ...counts, reasons };
}
