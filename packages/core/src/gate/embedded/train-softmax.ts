import { shuffled } from "./random.js";
import { probabilities, type Softmax } from "./softmax.js";
import type { Vector } from "./vocabulary.js";

export interface SoftmaxTraining {
	readonly vectors: readonly Vector[];
	/** The class of each vector. */
	readonly labels: readonly number[];
	readonly classes: number;
	/** How many features there are. */
	readonly places: number;
	/** How often each example is seen. */
	readonly epochs: number;
	/** A number from 0 up to 1, from a seed. */
	readonly random: () => number;
}

/** The length of the first step; it falls to 0 by the last. */
const firstStep = 2;

/** The bias moves slowly: it must not learn the training set's shares of the intents. */
const biasStep = 0.1;

/**
 * The share of features that is left out of an example, others each time, so that none is relied upon alone.
 */
const leftOut = 0.6;

/**
 * What is not trained for of certainty: without it an example that is labelled wrongly is learned by heart.
 */
const doubt = 0.02;

/**
 * An error smaller than this teaches nothing. Most intents are out of the question for most examples: not to
 * touch their weights halves the time.
 */
const negligible = 0.005;

/** Trains by stochastic gradient descent, each example in a new order per epoch. */
export function trainSoftmax({ vectors, labels, classes, places, epochs, random }: SoftmaxTraining): Softmax {
	const model = { classes, weights: new Float32Array(places * classes), bias: new Float32Array(classes) };
	const errors = new Float32Array(classes);
	const missed: Missed = { labels: new Int32Array(classes), errors: new Float32Array(classes), count: 0 };
	for (let epoch = 0; epoch < epochs; epoch++) {
		const step = firstStep * (1 - epoch / epochs);
		for (const index of shuffled(vectors.length, random)) {
			const vector = vectors[index];
			const label = labels[index];
			if (vector === undefined || label === undefined) continue;
			const part = leaveOut(vector, random);
			miss(probabilities(model, part, errors), label, missed);
			learn(model, part, missed, step);
		}
	}
	return model;
}

/** The classes whose probability was wrong, and by how much. It is used again and again. */
interface Missed {
	readonly labels: Int32Array;
	readonly errors: Float32Array;
	count: number;
}

function miss(shares: Float32Array, label: number, missed: Missed): void {
	missed.count = 0;
	for (let other = 0; other < shares.length; other++) {
		const wanted = doubt / shares.length + (other === label ? 1 - doubt : 0);
		const error = (shares[other] ?? 0) - wanted;
		if (Math.abs(error) < negligible) continue;
		missed.labels[missed.count] = other;
		missed.errors[missed.count] = error;
		missed.count++;
	}
}

function learn(
	{ classes, weights, bias }: Softmax,
	{ places, values }: Part,
	{ labels, errors, count }: Missed,
	step: number,
): void {
	for (let index = 0; index < places.length; index++) {
		const row = (places[index] ?? 0) * classes;
		const value = (values[index] ?? 0) * step;
		for (let at = 0; at < count; at++) {
			const place = row + (labels[at] ?? 0);
			weights[place] = (weights[place] ?? 0) - value * (errors[at] ?? 0);
		}
	}
	for (let at = 0; at < count; at++) {
		const label = labels[at] ?? 0;
		bias[label] = (bias[label] ?? 0) - biasStep * step * (errors[at] ?? 0);
	}
}

interface Part {
	readonly places: readonly number[];
	readonly values: readonly number[];
}

/** The features that stay weigh more, so that an example keeps its strength. */
function leaveOut({ places, values }: Vector, random: () => number): Part {
	const kept: { readonly places: number[]; readonly values: number[] } = { places: [], values: [] };
	for (let index = 0; index < places.length; index++) {
		if (random() < leftOut) continue;
		kept.places.push(places[index] ?? 0);
		kept.values.push((values[index] ?? 0) / (1 - leftOut));
	}
	return kept;
}
