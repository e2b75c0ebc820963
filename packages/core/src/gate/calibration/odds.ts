import type { Observation } from "./isotonic.js";

/** How the odds of a claim become those of its being right: taken to a power, and times a factor. */
export interface Odds {
	readonly power: number;
	/** The natural logarithm of the factor. */
	readonly shift: number;
}

/** The claims as they are. */
export const unchanged: Odds = { power: 1, shift: 0 };

/** Few observations change little: this much speaks for leaving claims as they are. */
const caution = 25;

/** Newton's method is there before. */
const rounds = 40;

/** Where nearly all claims are right, or wrong, a full step would go too far. */
const longestStep = 0.5;

/** Finds the odds under which what was observed is likeliest (Platt 1999, on the logarithm of the odds). */
export function fitOdds(observations: readonly Observation[]): Odds {
	let odds = unchanged;
	for (let round = 0; round < rounds; round++) odds = improved(odds, observations);
	return odds;
}

export function withOdds(claim: number, { power, shift }: Odds): number {
	return 1 / (1 + Math.exp(-(power * logOdds(claim) + shift)));
}

/** Claims of certainty, or of none, count as almost that. */
const edge = 1e-6;

function logOdds(claim: number): number {
	const inside = Math.min(1 - edge, Math.max(edge, claim));
	return Math.log(inside / (1 - inside));
}

function improved(odds: Odds, observations: readonly Observation[]): Odds {
	let slopeOfPower = caution * (odds.power - 1);
	let slopeOfShift = caution * odds.shift;
	let [powers, both, shifts] = [caution, 0, caution];
	for (const { score, happened, weight } of observations) {
		const at = logOdds(score);
		const chance = withOdds(score, odds);
		const missed = weight * (chance - happened);
		const bend = weight * chance * (1 - chance);
		slopeOfPower += missed * at;
		slopeOfShift += missed;
		powers += bend * at * at;
		both += bend * at;
		shifts += bend;
	}
	const determinant = powers * shifts - both * both;
	const power = odds.power - stepOf((shifts * slopeOfPower - both * slopeOfShift) / determinant);
	const shift = odds.shift - stepOf((powers * slopeOfShift - both * slopeOfPower) / determinant);
	return { power: Math.max(leastPower, power), shift };
}

function stepOf(full: number): number {
	return Math.min(longestStep, Math.max(-longestStep, full));
}

/** A surer claim is never less likely to be right. */
const leastPower = 0.1;
