import { gateRules } from "../gate-rules.js";
import type { Example } from "./examples.js";
import type { Features } from "./features.js";
import type { Classifier } from "./model.js";
import { randomFrom } from "./random.js";
import { trainSoftmax } from "./train-softmax.js";
import { type Vocabulary, vectorOf, vocabularyOf } from "./vocabulary.js";

export interface TrainingOptions {
	/** The same examples and seed give the same recognizer. */
	readonly seed?: number | undefined;
	/** How often each example is seen. Default: 18 times for 15,000 examples, more often for fewer. */
	readonly epochs?: number | undefined;
}

/** An example and what is seen of it. */
export interface Lesson extends Example {
	readonly features: Features;
}

/** Learns words and intents from examples, of at least two intents. */
export function learnClassifier(lessons: readonly Lesson[], options: TrainingOptions): Classifier {
	const features = lessons.map((lesson) => lesson.features);
	const intents = [...new Set(lessons.map(({ intent }) => intent))];
	const { seed = 1, epochs = usualEpochs(lessons.length, intents.length) } = options;
	const vocabulary = vocabularyWithin(mostWeights / intents.length, features);
	const classOf = new Map(intents.map((intent, index) => [intent, index]));
	const softmax = trainSoftmax({
		vectors: features.map((each) => vectorOf(each, vocabulary)),
		labels: lessons.map(({ intent }) => classOf.get(intent) ?? 0),
		classes: intents.length,
		places: vocabulary.weights.length,
		epochs,
		random: randomFrom(seed),
	});
	return { intents, vocabulary, softmax, priors: priorsOf(intents, lessons) };
}

/** From here on a feature that occurs once is more likely a slip than a sign. */
const manyLessons = 2_000;

/** Weights of thousands of intents would not fit into memory otherwise: 200 MB of them do. */
const mostWeights = 50_000_000;

/** Leaves out rare features until there are few enough. */
function vocabularyWithin(most: number, texts: readonly Features[]): Vocabulary {
	for (let least = texts.length < manyLessons ? 1 : 2; ; least++) {
		const vocabulary = vocabularyOf(texts, least);
		if (vocabulary.places.size <= most) return vocabulary;
	}
}

/** So many weights of a feature are moved in about ten seconds, if texts are of the usual length. */
const mostMoves = 45_000_000;

/** Few examples must be seen more often to be learned, and cost little. */
function usualEpochs(lessons: number, intents: number): number {
	const wanted = Math.min(120, Math.max(8, Math.round(2_200 / Math.sqrt(lessons))));
	return Math.max(5, Math.min(wanted, Math.floor(mostMoves / (lessons * intents))));
}

/** What is out of scope is rarely collected, and often written: this often, for each message in scope. */
const strayOdds = 0.18 / 0.82;

const { noneIntents } = gateRules();

function priorsOf(intents: readonly string[], lessons: readonly Lesson[]): Float32Array {
	const stray = lessons.filter(({ intent }) => noneIntents.has(intent)).length;
	const likelier = Math.max(1, (strayOdds * (lessons.length - stray)) / (stray || 1));
	return Float32Array.from(intents, (intent) => (noneIntents.has(intent) ? likelier : 1));
}
