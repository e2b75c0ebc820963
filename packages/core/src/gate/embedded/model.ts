import { featuresOf } from "./features.js";
import { probabilities, type Softmax } from "./softmax.js";
import { type Vocabulary, vectorOf } from "./vocabulary.js";

/** All that an embedded recognizer has learned. */
export interface Model {
	readonly intents: readonly string[];
	readonly vocabulary: Vocabulary;
	readonly softmax: Softmax;
}

/**
 * A text of which at least this share is known is judged by its evidence alone; below it every intent loses.
 */
const wellKnown = 0.5;

/** The confidence in each of the model's intents, in their order; all are 0 for a text without words. */
export function confidences({ vocabulary, softmax }: Model, text: string): Float32Array {
	const vector = vectorOf(featuresOf(text), vocabulary);
	const trust = Math.min(1, vector.known / wellKnown);
	return probabilities(softmax, vector, new Float32Array(softmax.classes)).map((share) => share * trust);
}
