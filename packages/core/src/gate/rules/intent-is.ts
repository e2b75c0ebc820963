import type { Said } from "./about.js";
import type { Ground } from "./ground.js";

/**
 * Holds where the recognizer's best intent is one of these and at least this likely: what is always for a person.
 *
 * ```ts
 * intentIs(["complaint", "legal"], { from: 0.3 });
 * ```
 */
export function intentIs(
	names: string | readonly string[],
	{ from = 0.4 }: { readonly from?: number | undefined } = {},
): Ground<Said> {
	const wanted = new Set(typeof names === "string" ? [names] : names);
	return function intentIsOneOf({ recognition }) {
		const best = recognition.intents[0];
		if (best === undefined || best.confidence < from || !wanted.has(best.intent)) return undefined;
		return `${best.intent} ${best.confidence.toFixed(2)}`;
	};
}
