import { BatonError } from "../../error.js";
import type { Example } from "./examples.js";
import { type Features, featuresOf } from "./features.js";
import type { Model } from "./model.js";
import { randomFrom } from "./random.js";
import { type EmbeddedRecognizer, recognizerOf } from "./recognizer-of.js";
import { rounded } from "./rounded.js";
import { trainSoftmax } from "./train-softmax.js";
import { vectorOf, vocabularyOf } from "./vocabulary.js";

export interface TrainingOptions {
	/** The same examples and seed give the same recognizer. */
	readonly seed?: number | undefined;
	/** How often each example is seen. Default: 12 times for 15,000 examples, more often for fewer. */
	readonly epochs?: number | undefined;
}

/**
 * Trains a recognizer from examples in any languages, also mixed, with or without spaces between words. Five
 * examples for each intent are a start; a text that shares little with them gets a low confidence.
 *
 * It blocks the process: about 0.1 s for 40 examples of 8 intents, 8 s for 15,000 examples of 150. Train
 * when you deploy and keep the result with `saveRecognizer`. Examples without words are passed over.
 *
 * ```ts
 * const recognizer = trainRecognizer([
 * 	{ text: "Bisa bayar di tempat ga sis?", intent: "cash-on-delivery" },
 * 	{ text: "ongkir ke Bandung berapa", intent: "shipping" },
 * ]);
 * ```
 *
 * @throws BatonError `bad-examples` if there are fewer than two intents
 */
export function trainRecognizer(
	examples: readonly Example[],
	options: TrainingOptions = {},
): EmbeddedRecognizer {
	const texts = examples
		.map(({ text, intent }) => ({ intent, features: featuresOf(text) }))
		.filter(({ features }) => features.words.length > 0);
	const intents = [...new Set(texts.map(({ intent }) => intent))];
	if (intents.length < 2) throw tooFewIntents(intents.length);
	return recognizerOf(learn(texts, intents, options));
}

interface Labelled {
	readonly intent: string;
	readonly features: Features;
}

function learn(texts: readonly Labelled[], intents: readonly string[], options: TrainingOptions): Model {
	const { seed = 1, epochs = usualEpochs(texts.length) } = options;
	const features = texts.map((text) => text.features);
	const vocabulary = vocabularyOf(features, texts.length < manyTexts ? 1 : 2);
	const classOf = new Map(intents.map((intent, index) => [intent, index]));
	const softmax = trainSoftmax({
		vectors: features.map((each) => vectorOf(each, vocabulary)),
		labels: texts.map(({ intent }) => classOf.get(intent) ?? 0),
		classes: intents.length,
		places: vocabulary.weights.length,
		epochs,
		random: randomFrom(seed),
	});
	return { intents, vocabulary, softmax: rounded(softmax) };
}

/** From here on a feature that occurs once is more likely a slip than a sign. */
const manyTexts = 2_000;

/** Few examples must be seen more often to be learned, and cost little. */
function usualEpochs(texts: number): number {
	return Math.min(120, Math.max(8, Math.round(1_500 / Math.sqrt(texts))));
}

function tooFewIntents(count: number): BatonError {
	return new BatonError(
		"bad-examples",
		`Cannot train a recognizer on examples of ${count} intents, add examples of at least two`,
	);
}
