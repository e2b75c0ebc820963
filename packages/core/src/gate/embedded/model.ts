import { type Odds, withOdds } from "../calibration/odds.js";
import { featuresOf } from "./features.js";
import { probabilities, type Softmax } from "./softmax.js";
import { type Vocabulary, vectorOf } from "./vocabulary.js";

/** What was learned of words and intents. */
export interface Classifier {
	readonly intents: readonly string[];
	readonly vocabulary: Vocabulary;
	readonly softmax: Softmax;
	/** By class: how much likelier it will be than its share of the examples says. */
	readonly priors: Float32Array;
}

/** All that an embedded recognizer has learned. */
export interface Model extends Classifier {
	/** What its confidence is worth, from examples that it had not learned from. */
	readonly odds: Odds;
}

/**
 * A text of which at least this share is known is judged by its evidence alone; below it every intent loses.
 */
const wellKnown = 0.5;

/**
 * How much speaks for each intent, in their order; all are 0 for a text without words. What is likelier than
 * the examples say takes from the share of every intent, and does not change their order.
 */
export function sharesOf({ vocabulary, softmax, priors }: Classifier, text: string): Float32Array {
	const vector = vectorOf(featuresOf(text), vocabulary);
	const shares = probabilities(softmax, vector, new Float32Array(softmax.classes));
	const best = highestOf(shares);
	let expected = 0;
	for (let label = 0; label < shares.length; label++) {
		expected += (shares[label] ?? 0) * (priors[label] ?? 1);
	}
	shares[best] = (shares[best] ?? 0) * (priors[best] ?? 1);
	return times(shares, Math.min(1, vector.known / wellKnown) / expected);
}

/**
 * The confidence in each intent: for the likeliest the chance that it is right, for the others their part of
 * what is left.
 */
export function confidences(model: Model, text: string): Float32Array {
	const shares = sharesOf(model, text);
	const best = highestOf(shares);
	const highest = shares[best] ?? 0;
	if (highest === 0) return shares;
	const chance = withOdds(highest, model.odds);
	const left = highest < 1 ? (1 - chance) / (1 - highest) : 0;
	times(shares, Math.min(left, chance / highest))[best] = chance;
	return shares;
}

/** Loops rather than callbacks: every message passes here. */
function highestOf(shares: Float32Array): number {
	let best = 0;
	for (let label = 1; label < shares.length; label++) {
		if ((shares[label] ?? 0) > (shares[best] ?? 0)) best = label;
	}
	return best;
}

function times(shares: Float32Array, factor: number): Float32Array {
	for (let label = 0; label < shares.length; label++) shares[label] = (shares[label] ?? 0) * factor;
	return shares;
}
