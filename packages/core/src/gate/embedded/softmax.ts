import type { Vector } from "./vocabulary.js";

/** A linear classifier with a softmax over its classes. */
export interface Softmax {
	readonly classes: number;
	/** By place, then by class: what the feature in that place says for the class. */
	readonly weights: Float32Array;
	readonly bias: Float32Array;
}

type Evidence = Pick<Vector, "places" | "values">;

/**
 * Writes the probability of each class into `into`. It is the innermost loop of training, hence the reuse.
 */
export function probabilities(model: Softmax, evidence: Evidence, into: Float32Array): Float32Array {
	return normalize(score(model, evidence, into));
}

/** Four rows at a time: most of the time would go into reading and writing the scores otherwise. */
function score(
	{ classes, weights, bias }: Softmax,
	{ places, values }: Evidence,
	scores: Float32Array,
): Float32Array {
	scores.set(bias);
	for (let index = 0; index < places.length; index += 4) {
		const a = rowOf(index);
		const b = rowOf(index + 1);
		const c = rowOf(index + 2);
		const d = rowOf(index + 3);
		const [ofA, ofB, ofC, ofD] = [
			strengthOf(index),
			strengthOf(index + 1),
			strengthOf(index + 2),
			strengthOf(index + 3),
		];
		for (let label = 0; label < classes; label++) {
			scores[label] =
				(scores[label] ?? 0) +
				ofA * (weights[a + label] ?? 0) +
				ofB * (weights[b + label] ?? 0) +
				ofC * (weights[c + label] ?? 0) +
				ofD * (weights[d + label] ?? 0);
		}
	}
	return scores;

	function rowOf(index: number): number {
		return (places[index] ?? 0) * classes;
	}

	/** Beyond the end, nothing of the first row. */
	function strengthOf(index: number): number {
		return values[index] ?? 0;
	}
}

/** Subtracting the highest score first keeps the powers finite. */
function normalize(scores: Float32Array): Float32Array {
	let highest = Number.NEGATIVE_INFINITY;
	for (const value of scores) highest = Math.max(highest, value);
	let sum = 0;
	for (let label = 0; label < scores.length; label++) {
		const power = Math.exp((scores[label] ?? 0) - highest);
		scores[label] = power;
		sum += power;
	}
	for (let label = 0; label < scores.length; label++) scores[label] = (scores[label] ?? 0) / sum;
	return scores;
}
