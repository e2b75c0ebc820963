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

/** Collects the features that occur in at least `least` of the texts. */
export function vocabularyOf(texts: readonly Features[], least: number): Vocabulary {
	const counts = new Map<number, number>();
	for (const { words, pieces } of texts) {
		for (const hash of new Set([...words, ...pieces])) counts.set(hash, (counts.get(hash) ?? 0) + 1);
	}
	const common = [...counts].filter(([, count]) => count >= least);
	const weigh = (count: number) => 1 + Math.log(texts.length / count);
	return {
		places: new Map(common.map(([hash], place) => [hash, place])),
		weights: Float32Array.from(common, ([, count]) => weigh(count)),
		unseen: weigh(1),
	};
}

/**
 * Words and pieces each have length 1, so that neither outvotes the other. What is not known counts for the
 * length but is not in the vector: the more of a text is unknown, the weaker its vector, and the less sure
 * the recognizer.
 */
export function vectorOf({ words, pieces }: Features, vocabulary: Vocabulary): Vector {
	const fromWords = groupOf(words, vocabulary);
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
