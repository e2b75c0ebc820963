/** The chances of a number of successes, up to `most` of them, in `trials` independent trials. */
export function binomial(trials: number, chance: number, most: number): Float64Array {
	const chances = new Float64Array(Math.min(most, trials) + 1);
	if (chance <= 0) return chances.fill(1, 0, 1);
	if (chance >= 1) return chances.length > trials ? chances.fill(1, trials) : chances;
	const odds = Math.log(chance / (1 - chance));
	let logarithm = trials * Math.log1p(-chance);
	for (let count = 0; count < chances.length; count++) {
		chances[count] = Math.exp(logarithm);
		logarithm += Math.log((trials - count) / (count + 1)) + odds;
	}
	return chances;
}

/** The same, added up: the chance of at most so many successes. */
export function atMost(chances: Float64Array): Float64Array {
	let sum = 0;
	return chances.map((chance) => {
		sum += chance;
		return Math.min(1, sum);
	});
}

/**
 * The least that a share can be, at this chance of error, when it was seen in `successes` of `trials` (Clopper
 * and Pearson 1934).
 */
export function leastShare(successes: number, trials: number, error: number): number {
	if (successes === 0) return 0;
	let below = 0;
	let above = successes / trials;
	for (let round = 0; round < rounds; round++) {
		const middle = (below + above) / 2;
		if (chanceOfAtLeast(successes, trials, middle) > error) above = middle;
		else below = middle;
	}
	return below;
}

/** Halving so often leaves less than a thousandth of the share. */
const rounds = 12;

/** Adds up the shorter one of the two tails. */
function chanceOfAtLeast(successes: number, trials: number, share: number): number {
	const failures = trials - successes;
	if (failures < successes) return atMost(binomial(trials, 1 - share, failures)).at(-1) ?? 0;
	return 1 - (atMost(binomial(trials, share, successes - 1)).at(-1) ?? 0);
}
