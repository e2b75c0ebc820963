import { createHash } from "node:crypto";

/**
 * Splits labelled examples in two, by lot from a seed, so that the second part has its share of every intent.
 */
export function split<E extends { readonly intent: string }>(
	examples: readonly E[],
	share: number,
	seed: number,
): readonly [first: readonly E[], second: readonly E[]] {
	const drawn = examples
		.map((example, index) => ({ example, lot: lotOf(`${seed} ${index}`) }))
		.toSorted((a, b) => compare(a.example.intent, b.example.intent) || compare(a.lot, b.lot))
		.map(({ example }) => example);
	const isSecond = (index: number) => Math.floor((index + 1) * share) > Math.floor(index * share);
	return [drawn.filter((_, index) => !isSecond(index)), drawn.filter((_, index) => isSecond(index))];
}

function lotOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

function compare(first: string, second: string): number {
	return first < second ? -1 : first > second ? 1 : 0;
}
