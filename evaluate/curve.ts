import { assess, type Scored } from "@baton/core/tuning";

/** What one threshold made of the test examples. */
export interface Point {
	readonly answerAt: number;
	readonly coverage: number;
	readonly precision: number;
}

/** Even steps of the log-odds: recognizers are often very sure. */
const thresholds = Array.from({ length: 120 }, (_, step) => 1 / (1 + Math.exp(-(step / 10 - 4))));

/** Coverage and precision at every threshold, from the highest down; those that answer nothing are left out. */
export function curveOf(scored: readonly Scored[], oosShare: number): readonly Point[] {
	return thresholds
		.toReversed()
		.map((answerAt) => {
			const { coverage, precision } = assess(scored, { answerAt, clarifyAt: 0, margin: 0 }, oosShare);
			return { answerAt, coverage, precision };
		})
		.filter(({ coverage }) => coverage > 0);
}
