import type { Features } from "./features.js";

/** The features that a recognizer knows, and how telling each of them is. */
export interface Vocabulary {
	/** From a feature's hash to its place. */
	readonly places: ReadonlyMap<number, number>;
	/** The weight of the feature in each place: rare features tell more than common ones. */
	readonly weights: Float32Array;
	/** The weight of a feature that was never seen. */
	readonly unseen: number;
}

/** A text as the features of it that are known. */
export interface Vector {
	readonly places: readonly number[];
	readonly values: readonly number[];
	/** How much of the text is known, by weight: 0 for none of it, 1 for all. */
	readonly known: number;
}

/** Two words with another one between them say nothing until they were seen in two texts. */
const leastGaps = 2;

/** Collects the features that occur in at least `least` of the texts. */
export function vocabularyOf(texts: readonly Features[], least: number): Vocabulary {
	const pieces = commonOf(
		texts.map(({ words, pieces }) => [...words, ...pieces]),
		least,
	);
	const gaps = commonOf(
		texts.map(({ gaps }) => gaps),
		Math.max(least, leastGaps),
	);
	// Two that have the same hash are one.
	const common = [...new Map([...pieces, ...gaps])];
	const weigh = (count: number) => 1 + Math.log(texts.length / count);
	return {
		places: new Map(common.map(([hash], place) => [hash, place])),
		weights: Float32Array.from(common, ([, count]) => weigh(count)),
		unseen: weigh(1),
	};
}

/** In how many texts each hash occurs, if it does in enough of them. */
function commonOf(
	texts: readonly (readonly number[])[],
	least: number,
): readonly (readonly [number, number])[] {
	const counts = new Map<number, number>();
	for (const hashes of texts) {
		for (const hash of new Set(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
	}
	return [...counts].filter(([, count]) => count >= least);
}

/**
 * Words and pieces each have length 1, so that neither outvotes the other. What is not known counts for the
 * length but is not in the vector: the more of a text is unknown, the weaker its vector, and the less sure
 * the recognizer. Words with another word between them are too rare to be missed.
 */
export function vectorOf({ words, gaps, pieces }: Features, vocabulary: Vocabulary): Vector {
	const knownGaps = gaps.filter((hash) => vocabulary.places.has(hash));
	const fromWords = groupOf([...words, ...knownGaps], vocabulary);
	const fromPieces = groupOf(pieces, vocabulary);
	return {
		places: [...fromWords.places, ...fromPieces.places],
		values: [...fromWords.values, ...fromPieces.values],
		known: (fromWords.known + fromPieces.known) / 2,
	};
}

function groupOf(hashes: readonly number[], { places, weights, unseen }: Vocabulary): Vector {
	const found: number[] = [];
	let known = 0;
	let unknown = 0;
	for (const hash of new Set(hashes)) {
		const place = places.get(hash);
		if (place === undefined) {
			unknown += unseen ** 2;
			continue;
		}
		found.push(place);
		known += (weights[place] ?? 0) ** 2;
	}
	const length = Math.sqrt(known + unknown) || 1;
	const values = found.map((place) => (weights[place] ?? 0) / length);
	return { places: found, values, known: known / (known + unknown || 1) };
}
