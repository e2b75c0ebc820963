import { atMost, binomial, leastShare } from "./binomial.js";

/** What a team wants of the bot's answers. */
export interface Promised {
	/** The share of answers that are right. */
	readonly target: number;
	/** The share of what users write to which no answer is right. */
	readonly oosShare: number;
}

/** What was seen of labelled examples at one threshold. */
export interface Seen {
	readonly inScope: Answered & { readonly wrong: number };
	readonly outOfScope: Answered;
}

interface Answered {
	readonly all: number;
	readonly answered: number;
}

/** The share of right answers, with what is out of scope mixed in at its share; 1 if nothing was answered. */
export function precisionOf({ inScope, outOfScope }: Seen, oosShare: number): number {
	const weight = (1 - oosShare) / (inScope.all || 1);
	const right = weight * (inScope.answered - inScope.wrong);
	const stray = (oosShare * outOfScope.answered) / (outOfScope.all || 1);
	return right === 0 && stray === 0 ? 1 : right / (weight * inScope.answered + stray);
}

/** Of the error that is allowed, the part that is spent on each of two shares that are only roughly known. */
const onRough = 0.05;

/** Into how many pieces the line is cut. Few are quick and strict; many are tried if few say no. */
const cuts = [8, 80];

/**
 * Whether labelled examples show that the promise holds on new data, with at most this chance of error.
 *
 * The promise is broken along a line: the more answers in scope are wrong, the fewer answers out of scope it
 * takes. On each piece of that line the chance to see no more wrong answers than were seen is bounded from
 * above by its most lenient corner; all of them must be small. How much is answered is taken from its lower
 * bound, and the line begins where the lower bound of wrong answers is (Berger and Boos 1994). Without anything
 * out of scope this is the bound of Clopper and Pearson.
 */
export function isShown(seen: Seen, promised: Promised, error: number): boolean {
	const { answered, wrong } = seen.inScope;
	if (answered === 0 || precisionOf(seen, promised.oosShare) <= promised.target) return false;
	if (promised.oosShare === 0) return sum(binomial(answered, 1 - promised.target, wrong)) <= error;
	const line = lineOf(seen, promised, error * onRough);
	return cuts.some((pieces) => isUnlikely(seen, line, pieces, error * (1 - 2 * onRough)));
}

/** Where the promise is just broken: at this rate of wrong answers in scope, and answers out of scope. */
interface Line {
	readonly fewest: number;
	readonly most: number;
	/** How many answers out of scope, as a rate, weigh as much as the wrong answers in scope at rate 1. */
	readonly weight: number;
}

function lineOf({ inScope }: Seen, { target, oosShare }: Promised, error: number): Line {
	const coverage = leastShare(inScope.answered, inScope.all, error);
	return {
		fewest: leastShare(inScope.wrong, inScope.answered, error),
		most: 1 - target,
		weight: (coverage * (1 - oosShare)) / (oosShare * target),
	};
}

function isUnlikely(
	{ inScope: { answered, wrong }, outOfScope }: Seen,
	{ fewest, most, weight }: Line,
	pieces: number,
	error: number,
): boolean {
	const seen = (weight * wrong) / answered + outOfScope.answered / outOfScope.all;
	const wrongsWithin = (rest: number): number =>
		Math.min(answered, Math.max(0, Math.floor((rest * answered) / weight + rounding)));
	for (let piece = 0; piece < pieces; piece++) {
		const wrongRate = fewest + ((most - fewest) * piece) / pieces;
		const strayRate = (weight * (most - fewest) * (pieces - piece - 1)) / pieces;
		if (strayRate > 1) continue;
		const wrongs = atMost(binomial(answered, wrongRate, wrongsWithin(seen)));
		const strays = binomial(outOfScope.all, strayRate, Math.floor(seen * outOfScope.all + rounding));
		const chances = strays.map(
			(chance, count) => chance * (wrongs.at(wrongsWithin(seen - count / outOfScope.all)) ?? 0),
		);
		if (sum(chances) > error) return false;
	}
	return true;
}

/** Keeps a count that divides evenly from falling below itself. */
const rounding = 1e-9;

function sum(values: Float64Array): number {
	return values.reduce((total, value) => total + value, 0);
}
