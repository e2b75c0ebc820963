import { assess, type Scored, type Tuning, tune } from "@baton/core/tuning";

/** What becomes of a gate if another share of messages is out of scope than it was tuned for. */
export interface AtOosShare {
	readonly oosShare: number;
	/** The thresholds stay. */
	readonly kept: Outcome | undefined;
	/** The thresholds are tuned for this share. */
	readonly retuned: Outcome | undefined;
}

interface Outcome {
	readonly answerAt: number;
	readonly coverage: number;
	readonly precision: number;
}

const shares = [0, 0.05, 0.1, 0.18, 0.3, 0.5];

/** Tunes on some examples and tests on others, for several shares of what is out of scope. */
export function byOosShare(
	tuned: readonly Scored[],
	tested: readonly Scored[],
	tuning: Tuning,
): readonly AtOosShare[] {
	const { target, confidence } = tuning;
	return shares.map((oosShare) => ({
		oosShare,
		kept: outcomeOf(tested, tuning, oosShare),
		retuned: outcomeOf(tested, tune(tuned, { target, confidence, oosShare }), oosShare),
	}));
}

function outcomeOf(tested: readonly Scored[], tuning: Tuning, oosShare: number): Outcome | undefined {
	if (tuning.outcome === "unreachable") return undefined;
	const { coverage, precision } = assess(tested, tuning.rules, oosShare);
	return { answerAt: tuning.rules.answerAt, coverage, precision };
}
