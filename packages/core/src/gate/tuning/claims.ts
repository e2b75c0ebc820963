import type { Claim } from "../calibration/reliability.js";
import { judged } from "./judged.js";
import type { Scored } from "./scored.js";

/** What a recognizer claimed of intents that a bot could answer, with what is out of scope mixed in. */
export function claimsOf(scored: readonly Scored[], oosShare: number): readonly Claim[] {
	const all = scored.map(judged);
	const inScope = all.filter((each) => each.inScope).length;
	const outOfScope = all.length - inScope;
	const stray = outOfScope === 0 ? 0 : inScope === 0 ? 1 : oosShare;
	return all
		.filter(({ answer }) => answer !== undefined)
		.map((each) => ({
			confidence: each.confidence,
			right: each.right,
			weight: each.inScope ? (1 - stray) / inScope : stray / outOfScope,
		}));
}
