import type { Observation } from "../calibration/isotonic.js";
import { type Lesson, learnClassifier, type TrainingOptions } from "./learn-classifier.js";
import { type Classifier, sharesOf } from "./model.js";
import { randomFrom, shuffled } from "./random.js";

/** Of so many claims one can see what they are worth. */
const enough = 500;

/** From here on a tenth is held out each time, below it a fifth: more would be missed. */
const manyLessons = 2_000;

/**
 * What a recognizer claims of examples that it has not learned from: part of them is held out, and another
 * part the next time, until there are enough claims or every example had its turn.
 */
export function claimsOf(lessons: readonly Lesson[], options: TrainingOptions): readonly Observation[] {
	const folds = lessons.length < manyLessons ? 5 : 10;
	const foldOf = foldsOf(lessons, folds, options);
	const rounds = Math.min(folds, Math.ceil((enough * folds) / lessons.length));
	return Array.from({ length: rounds }, (_, fold) => {
		const learned = lessons.filter((lesson) => foldOf.get(lesson) !== fold);
		const intents = new Set(learned.map(({ intent }) => intent));
		const heldOut = lessons.filter((lesson) => foldOf.get(lesson) === fold && intents.has(lesson.intent));
		if (intents.size < 2) return [];
		const classifier = learnClassifier(learned, options);
		return heldOut.map((lesson) => claimOf(classifier, lesson));
	}).flat();
}

/** Every fold gets its share of every intent. */
function foldsOf(
	lessons: readonly Lesson[],
	folds: number,
	{ seed = 1 }: TrainingOptions,
): ReadonlyMap<Lesson, number> {
	const order = shuffled(lessons.length, randomFrom(seed));
	const drawn = Array.from(order, (index) => lessons[index]).filter((lesson) => lesson !== undefined);
	const byIntent = new Map<string, Lesson[]>();
	for (const lesson of drawn) {
		const before = byIntent.get(lesson.intent);
		if (before === undefined) byIntent.set(lesson.intent, [lesson]);
		else before.push(lesson);
	}
	return new Map([...byIntent.values()].flat().map((lesson, index) => [lesson, index % folds]));
}

/** What is out of scope counts as often as it will come. */
function claimOf(classifier: Classifier, { text, intent }: Lesson): Observation {
	const shares = sharesOf(classifier, text);
	const score = Math.max(...shares);
	const right = classifier.intents.indexOf(intent);
	return {
		score,
		happened: shares[right] === score ? 1 : 0,
		weight: classifier.priors[right] ?? 1,
	};
}
