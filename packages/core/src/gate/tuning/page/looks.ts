import { assess, type Load } from "../assess.js";
import { judged, seenOf } from "../judged.js";
import { isShown, precisionOf, type Seen } from "../promise.js";
import type { Scored } from "../scored.js";
import { candidates } from "../thresholds.js";
import type { Tuning } from "../tuning.js";

/** What one threshold for all intents would mean. */
export interface Look {
	readonly answerAt: number;
	readonly coverage: number;
	/** The share of answers that were wrong on the labelled examples. */
	readonly wrong: number;
	/** What it is at most on new data, at the tuning's confidence, for this threshold by itself. */
	readonly atMost: number;
	readonly load: Load;
}

/** A curve needs no more points than these steps of coverage give. */
const leastStep = 0.01;

/** The thresholds that differ in what they answer, from the highest down, and the chosen one. */
export function looksAt(scored: readonly Scored[], tuning: Tuning): readonly Look[] {
	const all = scored.map(judged);
	const { answerAt: chosen, clarifyAt } = rulesOf(tuning);
	const looks: Look[] = [];
	for (const { threshold: answerAt } of candidates) {
		const seen = seenOf(all, ({ confidence }) => confidence >= answerAt);
		const coverage = seen.inScope.answered / (seen.inScope.all || 1);
		const isNew = coverage - (looks.at(-1)?.coverage ?? 0) >= leastStep;
		if (coverage === 0 || !(isNew || answerAt === chosen)) continue;
		const rules = { answerAt, clarifyAt: Math.min(clarifyAt, answerAt), margin: 0 };
		looks.push({
			answerAt,
			coverage,
			wrong: 1 - precisionOf(seen, tuning.oosShare),
			atMost: mostWrong(seen, tuning),
			load: assess(scored, rules, tuning.oosShare).load,
		});
	}
	return looks;
}

function rulesOf(tuning: Tuning): { readonly answerAt: number | undefined; readonly clarifyAt: number } {
	return tuning.outcome === "reached" ? tuning.rules : { answerAt: undefined, clarifyAt: 0 };
}

/** Some of them, evenly spread over what they answer. */
export function spreadOver(looks: readonly Look[], count: number): readonly Look[] {
	const last = looks.length - 1;
	const places = new Set(
		Array.from({ length: count }, (_, index) => Math.round((last * index) / Math.max(1, count - 1))),
	);
	return looks.filter((_, index) => places.has(index));
}

/** Halving so often leaves a thousandth. */
const rounds = 10;

function mostWrong(seen: Seen, { oosShare, confidence }: Tuning): number {
	let below = 0;
	let above = 1;
	for (let round = 0; round < rounds; round++) {
		const middle = (below + above) / 2;
		if (isShown(seen, { target: 1 - middle, oosShare }, 1 - confidence)) above = middle;
		else below = middle;
	}
	return above;
}
