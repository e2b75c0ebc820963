import type { Softmax } from "./softmax.js";

/** Weights in one byte each: of every row of weights the step, and how many steps each weight is. */
export interface RoundedWeights {
	readonly steps: Float32Array;
	readonly counts: Int8Array;
}

/** A step is this part of the greatest weight in its row. */
const stepsUp = 127;

/**
 * A classifier as it will be after it was saved and loaded: a quarter of the bytes, and the same answers
 * before as after.
 */
export function rounded(softmax: Softmax): Softmax {
	return { ...softmax, weights: fromRounded(toRounded(softmax), softmax.classes) };
}

export function toRounded({ weights, classes }: Softmax): RoundedWeights {
	const steps = new Float32Array(weights.length / classes);
	const counts = new Int8Array(weights.length);
	for (let row = 0; row < steps.length; row++) {
		const values = weights.subarray(row * classes, (row + 1) * classes);
		const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / stepsUp;
		steps[row] = step;
		if (step > 0)
			counts.set(
				values.map((value) => Math.round(value / step)),
				row * classes,
			);
	}
	return { steps, counts };
}

export function fromRounded({ steps, counts }: RoundedWeights, classes: number): Float32Array {
	return Float32Array.from(counts, (count, index) => count * (steps[Math.floor(index / classes)] ?? 0));
}
