import type { Recognition } from "../../recognizer.js";
import { type Judged, judged } from "../judged.js";
import { isOutOfScope, type Scored } from "../scored.js";
import type { Tuning } from "../tuning.js";

/** An intent of which more examples would help most. */
export interface WeakIntent {
	readonly intent: string;
	readonly examples: number;
	readonly answeredRight: number;
	readonly answeredWrong: number;
}

/** Intents by what is not answered right, the worst first; those that have nothing to win are left out. */
export function weakIntents(scored: readonly Scored[], answerAt: number): readonly WeakIntent[] {
	const intents = new Map<string, Judged[]>();
	for (const each of scored) {
		if (isOutOfScope(each.intent)) continue;
		intents.set(each.intent, [...(intents.get(each.intent) ?? []), judged(each)]);
	}
	return [...intents]
		.map(([intent, all]) => {
			const answered = all.filter(({ answer, confidence }) => answer !== undefined && confidence >= answerAt);
			const answeredRight = answered.filter(({ right }) => right).length;
			return { intent, examples: all.length, answeredRight, answeredWrong: answered.length - answeredRight };
		})
		.filter(({ examples, answeredRight }) => answeredRight < examples)
		.toSorted((a, b) => toWin(b) - toWin(a));
}

/** A wrong answer costs more than none. */
function toWin({ examples, answeredRight, answeredWrong }: WeakIntent): number {
	return examples - answeredRight + answeredWrong;
}

/** Written by users and not labelled: the texts about which the threshold knows least, the nearest to it first. */
export function undecided(traffic: readonly Recognition[], answerAt: number): readonly Recognition[] {
	const distance = ({ intents }: Recognition) => Math.abs((intents[0]?.confidence ?? 0) - answerAt);
	return traffic.toSorted((a, b) => distance(a) - distance(b));
}

/** Utterances whose label the recognizer contradicts so surely that it may be wrong. */
export function doubtfulLabels(scored: readonly Scored[]): readonly Scored[] {
	return scored
		.filter((each) => {
			const { answer, confidence, right } = judged(each);
			return answer !== undefined && !right && confidence >= verySure;
		})
		.toSorted((a, b) => judged(b).confidence - judged(a).confidence);
}

const verySure = 0.95;

/** How many more out-of-scope examples than there are would make the bound much tighter, or nothing. */
export function outOfScopeWanted({ examples, oosShare }: Tuning): number | undefined {
	const wanted = Math.max(leastOutOfScope, Math.round((examples.inScope * oosShare) / (1 - oosShare)));
	return examples.outOfScope < wanted / 2 ? wanted : undefined;
}

const leastOutOfScope = 100;
