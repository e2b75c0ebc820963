import { isShown, type Promised, type Seen } from "./promise.js";

/** Thresholds are tried at even steps of the log-odds, so that they are as fine near 1 as recognizers' scores. */
const highest = 7;
const lowest = -4;
const stepsPerUnit = 10;

/**
 * Where a test may start afresh if it failed further up, for instance since little was answered there, and its
 * share of the error. Most of it is where a usual recognizer is right and answers much.
 */
const starts: ReadonlyMap<number, number> = new Map([
	[7, 0.05],
	[4, 0.15],
	[2.5, 0.7],
	[1, 0.1],
]);

interface Candidate {
	readonly threshold: number;
	/** The share of the allowed error that this candidate has of its own. */
	readonly share: number;
}

/** Fixed before any example is seen: what the guarantee rests on. */
export const candidates: readonly Candidate[] = Array.from(
	{ length: (highest - lowest) * stepsPerUnit + 1 },
	(_, step) => {
		const odds = highest - step / stepsPerUnit;
		return {
			threshold: roundedTo4(1 / (1 + Math.exp(-odds))),
			share: starts.get(odds) ?? 0,
		};
	},
);

/**
 * The lowest threshold that is shown to keep the promise. With at most `error` chance is any of those that are
 * passed wrongly believed (a sequence of tests in a fixed order, with the fallback of Wiens 2003: the error that
 * a passed test was allowed is handed on to the next one).
 */
export function lowestThreshold(
	seenAt: (threshold: number) => Seen,
	promised: Promised,
	error: number,
): number | undefined {
	let found: number | undefined;
	let handedOn = 0;
	for (const { threshold, share } of candidates) {
		const allowed = handedOn + share * error;
		const passed = allowed > 0 && isShown(seenAt(threshold), promised, allowed);
		handedOn = passed ? allowed : 0;
		if (passed) found = threshold;
	}
	return found;
}

function roundedTo4(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}
