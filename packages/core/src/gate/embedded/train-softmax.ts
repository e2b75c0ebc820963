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

/** Trains by stochastic gradient descent, each example in a new order per epoch. */
export function trainSoftmax({ vectors, labels, classes, places, epochs, random }: SoftmaxTraining): Softmax {
	const model = { classes, weights: new Float32Array(places * classes), bias: new Float32Array(classes) };
	const errors = new Float32Array(classes);
	for (let epoch = 0; epoch < epochs; epoch++) {
		const step = firstStep * (1 - epoch / epochs);
		for (const index of shuffled(vectors.length, random)) {
			const vector = vectors[index];
			const label = labels[index];
			if (vector === undefined || label === undefined) continue;
			const part = leaveOut(vector, random);
			learn(model, part, toErrors(probabilities(model, part, errors), label), step);
		}
	}
	return model;
}

/** Turns probabilities, in place, into how far each is from what it should have been. */
function toErrors(shares: Float32Array, label: number): Float32Array {
	for (let other = 0; other < shares.length; other++) {
		const wanted = doubt / shares.length + (other === label ? 1 - doubt : 0);
		shares[other] = (shares[other] ?? 0) - wanted;
	}
	return shares;
}

function learn(
	{ classes, weights, bias }: Softmax,
	{ places, values }: Part,
	errors: Float32Array,
	step: number,
): void {
	for (let index = 0; index < places.length; index++) {
		const row = (places[index] ?? 0) * classes;
		const value = (values[index] ?? 0) * step;
		for (let label = 0; label < classes; label++) {
			weights[row + label] = (weights[row + label] ?? 0) - value * (errors[label] ?? 0);
		}
	}
	for (let label = 0; label < classes; label++) {
		bias[label] = (bias[label] ?? 0) - biasStep * step * (errors[label] ?? 0);
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
