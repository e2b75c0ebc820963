/** How a share usually is: its mean, and how its batches scatter. */
export interface Baseline {
	readonly mean: number;
	/** How much more batches scatter than chance would have it, 1 for not more. */
	readonly scatter: number;
	/** How much each batch is like the one before, between 0 and 1. */
	readonly correlation: number;
	/** How many observations it was seen in. */
	readonly observations: number;
}

export interface MonitorOptions {
	/** How many observations make a batch. */
	readonly batch: number;
	/** How many batches show how it usually is. */
	readonly baselineBatches: number;
	/** From an earlier run: then there is nothing to wait for. */
	readonly baseline?: Baseline | undefined;
}

/** A share left its band, or came back. */
export interface ShareChange {
	readonly state: "drifted" | "returned";
	readonly usual: number;
	/** The weighted mean of the latest observations. */
	readonly now: number;
	readonly band: readonly [lower: number, upper: number];
}

export interface ShareMonitor {
	observe(isSo: boolean): ShareChange | undefined;
	/** Once it is known. */
	readonly baseline: Baseline | undefined;
}

/** The weight of the latest batch. A smaller one sees smaller changes, and later. */
const weight = 0.1;
/** In standard deviations. With this much, traffic that does not change leaves the band once in millions of observations. */
const limit = 4.5;
/** Back is what is well within the band, so that nobody is told twice of what stays at its edge. */
const back = 0.5;

/**
 * An exponentially weighted moving average (Roberts 1959) of batches, against a band around how it usually is. Both are
 * compared as angles (Anscombe 1948), where rare and frequent events scatter alike. The band allows for what is not
 * known of the usual, for batches that scatter more than chance would have it, because the messages of one conversation
 * are alike, and for batches that resemble the one before.
 */
export function shareMonitor({ batch, baselineBatches, baseline: given }: MonitorOptions): ShareMonitor {
	const batches: number[] = [];
	let baseline = given;
	let average = given?.mean ?? 0;
	let count = 0;
	let successes = 0;
	let isOut = false;

	function close(share: number): ShareChange | undefined {
		if (baseline === undefined) {
			batches.push(share);
			if (batches.length < baselineBatches) return undefined;
			baseline = baselineOf(batches, batch);
			average = baseline.mean;
			return undefined;
		}
		average += weight * (share - average);
		const usual = toAngle(baseline.mean, baseline.observations);
		const width = limit * deviationOf(baseline, batch);
		const distance = Math.abs(toAngle(average, (batch * (2 - weight)) / weight) - usual);
		if (isOut ? distance > back * width : distance <= width) return undefined;
		isOut = !isOut;
		const band = [toShare(usual - width), toShare(usual + width)] as const;
		return { state: isOut ? "drifted" : "returned", usual: baseline.mean, now: average, band };
	}

	return {
		get baseline() {
			return baseline;
		},
		observe(isSo) {
			count += 1;
			if (isSo) successes += 1;
			if (count < batch) return undefined;
			const share = successes / count;
			count = 0;
			successes = 0;
			return close(share);
		},
	};
}

/** Scatters by half of 1/√observations, whatever the share. */
function toAngle(share: number, observations: number): number {
	return Math.asin(Math.sqrt((share * observations + 3 / 8) / (observations + 3 / 4)));
}

function toShare(angle: number): number {
	return Math.sin(Math.min(Math.max(angle, 0), Math.PI / 2)) ** 2;
}

function baselineOf(batches: readonly number[], batch: number): Baseline {
	const { length } = batches;
	const mean = batches.reduce((sum, share) => sum + share, 0) / length;
	const variance = batches.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (length - 1);
	const products = batches.slice(1).map((share, index) => (share - mean) * ((batches[index] ?? mean) - mean));
	const correlation = products.reduce((sum, product) => sum + product, 0) / ((length - 1) * variance || 1);
	// Within what chance does to so few batches there is none.
	const isReal = correlation > 2 / Math.sqrt(length);
	const byChance = (mean * (1 - mean)) / batch;
	return {
		mean,
		scatter: byChance === 0 ? 1 : Math.max(1, Math.sqrt(variance / byChance)),
		correlation: isReal ? Math.min(correlation, 0.9) : 0,
		observations: length * batch,
	};
}

/** Of the angle between the average and its usual: what the average scatters, and what is not known of the usual. */
function deviationOf({ scatter, correlation, observations }: Baseline, batch: number): number {
	const carried = correlation * (1 - weight);
	const ofAverage = ((weight / (2 - weight)) * ((1 + carried) / (1 - carried))) / batch;
	const ofUsual = (1 + correlation) / (1 - correlation) / observations;
	return (scatter / 2) * Math.sqrt(ofAverage + ofUsual);
}
