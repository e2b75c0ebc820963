import type { Judged } from "./judged.js";
import { isShown, type Promised } from "./promise.js";

/** Of the error that is allowed, the part that all intents with thresholds of their own share. */
const ofIntents = 0.5;

/** The part that is kept for trying all intents together, if those without a threshold of their own fail. */
const ofWhole = 0.25;

/** An intent is judged by itself if this part of its examples, all right, would be enough. */
const goodPart = 1 / 3;

/** Which intents get thresholds of their own, and what error each of the tests is allowed. */
export interface Parts {
	readonly own: readonly string[];
	readonly errorOfOwn: number;
	readonly errorOfRest: number;
	readonly errorOfWhole: number;
}

/**
 * Divides the answers among intents with enough examples for a threshold of their own, and all the rest. Only
 * what was recognized decides on it, not whether that was right: so every part keeps the promise by itself, and
 * all of them together do.
 */
export function partsOf(all: readonly Judged[], promised: Promised, error: number): Parts {
	const outOfScope = all.filter(({ inScope }) => !inScope).length;
	const inScope = all.length - outOfScope;
	const counts = countsOf(all);
	const errorOfOwn = (error * ofIntents) / (counts.length || 1);
	const isEnough = (count: number, allowed: number): boolean => {
		const answered = Math.floor(count * goodPart);
		const seen = {
			inScope: { all: inScope, answered, wrong: 0 },
			outOfScope: { all: outOfScope, answered: 0 },
		};
		return isShown(seen, promised, allowed);
	};

	const own: string[] = [];
	let rest = 0;
	for (const [intent, count] of counts) {
		if (isEnough(count, errorOfOwn) && isEnough(rest, error * (1 - ofIntents - ofWhole))) own.push(intent);
		else rest += count;
	}
	const errorOfWhole = own.length > 0 ? error * ofWhole : 0;
	return { own, errorOfOwn, errorOfWhole, errorOfRest: error - errorOfWhole - own.length * errorOfOwn };
}

/** How often each intent was recognized, the rarest first. */
function countsOf(all: readonly Judged[]): readonly (readonly [intent: string, count: number])[] {
	const counts = new Map<string, number>();
	for (const { answer, inScope } of all) {
		if (answer !== undefined && inScope) counts.set(answer, (counts.get(answer) ?? 0) + 1);
	}
	return [...counts].toSorted(([, first], [, second]) => first - second);
}
