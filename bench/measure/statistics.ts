/** What is kept of one round of one contender. Times in microseconds. */
export interface Sample {
	readonly p50: number;
	readonly p99: number;
	readonly mean: number;
	/** Every turn, from the shortest to the longest. */
	readonly sorted: Float64Array;
}

export function sampleOf(times: Float64Array): Sample {
	const sorted = times.toSorted();
	const sum = times.reduce((total, time) => total + time, 0);
	return { p50: at(sorted, 0.5), p99: at(sorted, 0.99), mean: sum / times.length, sorted };
}

export function median(values: readonly number[]): number {
	return at(values.toSorted(ascending), 0.5);
}

export interface Spread {
	readonly median: number;
	readonly best: number;
	readonly worst: number;
	/** The middle half of the values lies between these. */
	readonly lower: number;
	readonly upper: number;
}

/** Smaller is better. */
export function spreadOf(values: readonly number[]): Spread {
	const sorted = values.toSorted(ascending);
	return {
		median: at(sorted, 0.5),
		best: at(sorted, 0),
		worst: at(sorted, 1),
		lower: at(sorted, 0.25),
		upper: at(sorted, 0.75),
	};
}

/** Shares of all turns, and how long those took at most. */
export interface Quantile {
	readonly share: number;
	readonly time: number;
}

const shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1];

export function distributionOf(samples: readonly Sample[]): readonly Quantile[] {
	const sorted = Float64Array.from(samples.flatMap((sample) => [...sample.sorted])).sort();
	return shares.map((share) => ({ share, time: at(sorted, share) }));
}

function at(sorted: ArrayLike<number>, share: number): number {
	const index = Math.round(share * (sorted.length - 1));
	return sorted[index] ?? Number.NaN;
}

function ascending(one: number, other: number): number {
	return one - other;
}
