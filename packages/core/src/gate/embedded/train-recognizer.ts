import { BatonError } from "../../error.js";
import { fitOdds } from "../calibration/odds.js";
import type { Example } from "./examples.js";
import { featuresOf } from "./features.js";
import { claimsOf } from "./held-out.js";
import { learnClassifier, type TrainingOptions } from "./learn-classifier.js";
import { type EmbeddedRecognizer, recognizerOf } from "./recognizer-of.js";
import { rounded } from "./rounded.js";

/**
 * Trains a recognizer from examples in any languages, also mixed, with or without spaces between words. Five
 * examples for each intent are a start; a text that shares little with them gets a low confidence. Label
 * examples `oos` that no intent covers: even a few teach much about what else is not covered.
 *
 * Confidence is the chance that the intent is right: part of the examples is held out at first, to see how
 * sure the recognizer may be.
 *
 * It blocks the process: about 0.2 s for 40 examples of 8 intents, 10 s for 15,000 examples of 150. Train
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
	const lessons = examples
		.map((example) => ({ ...example, features: featuresOf(example.text) }))
		.filter(({ features }) => features.words.length > 0);
	const intents = new Set(lessons.map(({ intent }) => intent));
	if (intents.size < 2) throw tooFewIntents([...intents]);
	const classifier = learnClassifier(lessons, options);
	const odds = fitOdds(claimsOf(lessons, options));
	return recognizerOf({ ...classifier, softmax: rounded(classifier.softmax), odds });
}

function tooFewIntents([only]: readonly string[]): BatonError {
	const problem = only === undefined ? "none of them has words" : `all with words are of "${only}"`;
	return new BatonError(
		"bad-examples",
		`Cannot train a recognizer, add examples of at least two intents ("oos" may be one): ${problem}`,
	);
}
