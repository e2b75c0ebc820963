import type { Verdict } from "../judge.js";
import type { Seen } from "./shadow.js";

/** What a gate did, in one word. */
export type Deed = Verdict["verdict"] | "failed";

/** How often a gate did what, and how often that was right where somebody said what was meant. */
export interface Tally {
	readonly answer: number;
	readonly clarify: number;
	readonly handOff: number;
	readonly failed: number;
	/** Of the answers to what is labelled. */
	readonly right: number;
	readonly wrong: number;
}

/** Words of which the two gates made something else. */
export interface Difference {
	/** Epoch milliseconds. */
	readonly at: number;
	readonly text: string;
	readonly current: Side;
	readonly candidate: Side;
	readonly intent: string | undefined;
}

export interface Side {
	readonly deed: Deed;
	/** The best intent, if there is one. */
	readonly intent: string | undefined;
	readonly confidence: number | undefined;
}

export interface ComparisonSummary {
	/** How many words both gates were asked about. */
	readonly seen: number;
	/** Of which somebody said what was meant. */
	readonly labelled: number;
	readonly current: Tally;
	readonly candidate: Tally;
	/** How often both did the same: the same answer, or no answer of the same kind. */
	readonly same: number;
	/** Labelled words that only one of the two answered right. */
	readonly onlyRight: { readonly current: number; readonly candidate: number };
	/** The latest, newest first. */
	readonly differences: readonly Difference[];
}

export interface Comparison {
	/** For `shadow`, and for {@link replay}. */
	readonly record: (seen: Seen) => void;
	summary(): ComparisonSummary;
}

export interface ComparisonOptions {
	/** At most this many differences are kept, with what users said. Default: 200. */
	readonly keep?: number | undefined;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Counts what two gates make of the same words. In memory, and bounded: for as long as a candidate is tried. */
export function comparison({ keep = 200 }: ComparisonOptions = {}): Comparison {
	const [current, candidate] = [emptyTally(), emptyTally()];
	const onlyRight = { current: 0, candidate: 0 };
	const differences: Difference[] = [];
	let seen = 0;
	let same = 0;
	let labelled = 0;

	return {
		record({ at, text, current: one, candidate: other, intent }) {
			const sides = { current: sideOf(one), candidate: sideOf(other) };
			seen += 1;
			const rightOnes = {
				current: count(current, sides.current, intent),
				candidate: count(candidate, sides.candidate, intent),
			};
			if (intent !== undefined) labelled += 1;
			if (rightOnes.current && !rightOnes.candidate) onlyRight.current += 1;
			if (rightOnes.candidate && !rightOnes.current) onlyRight.candidate += 1;
			if (isSame(sides.current, sides.candidate)) same += 1;
			else differences.push({ at, text: text.slice(0, 500), ...sides, intent });
			if (differences.length > keep) differences.shift();
		},
		summary: () => ({
			...{ seen, labelled, same },
			current: { ...current },
			candidate: { ...candidate },
			onlyRight: { ...onlyRight },
			differences: differences.toReversed(),
		}),
	};
}

function emptyTally(): Writable<Tally> {
	return { answer: 0, clarify: 0, handOff: 0, failed: 0, right: 0, wrong: 0 };
}

/** Whether it was answered right, as far as that is known. */
function count(tally: Writable<Tally>, { deed, intent }: Side, meant: string | undefined): boolean {
	tally[deed] += 1;
	if (deed !== "answer" || meant === undefined) return false;
	const isRight = intent === meant;
	if (isRight) tally.right += 1;
	else tally.wrong += 1;
	return isRight;
}

function sideOf(verdict: Verdict | undefined): Side {
	const best = verdict?.recognition.intents[0];
	return { deed: verdict?.verdict ?? "failed", intent: best?.intent, confidence: best?.confidence };
}

function isSame(one: Side, other: Side): boolean {
	return one.deed === other.deed && (one.deed !== "answer" || one.intent === other.intent);
}
