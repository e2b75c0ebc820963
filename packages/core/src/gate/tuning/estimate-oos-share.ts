import type { Recognition } from "../recognizer.js";
import { type Judged, judged } from "./judged.js";
import type { Scored } from "./scored.js";
import { candidates } from "./thresholds.js";

/**
 * Estimates from unlabelled traffic which share of it is out of scope: at the threshold that tells the labelled
 * examples apart best, from how much of the traffic lies below it (adjusted count, Forman 2008).
 *
 * Nothing comes of it if the examples have none in scope or none out of it, if there is no traffic, or if the
 * recognizer does not tell them apart.
 */
export function estimateOosShare(
	labelled: readonly Scored[],
	traffic: readonly Recognition[],
): number | undefined {
	const examples = labelled.map(judged);
	const inScope = examples.filter((each) => each.inScope);
	const outOfScope = examples.filter((each) => !each.inScope);
	const written = traffic.map((recognition) => judged({ intent: "", recognition }));
	if (inScope.length === 0 || outOfScope.length === 0 || written.length === 0) return undefined;

	const cuts = candidates.map(({ threshold }) => {
		const usual = shareBelow(inScope, threshold);
		return { threshold, usual, apart: shareBelow(outOfScope, threshold) - usual };
	});
	const best = cuts.reduce((first, second) => (second.apart > first.apart ? second : first));
	if (best.apart < leastApart) return undefined;
	const share = (shareBelow(written, best.threshold) - best.usual) / best.apart;
	return Math.min(most, Math.max(0, share));
}

/** Below this an estimate would be mostly noise. */
const leastApart = 0.2;

/** A gate for traffic that is all out of scope has nothing to answer. */
const most = 0.99;

function shareBelow(all: readonly Judged[], threshold: number): number {
	const below = all.filter(({ answer, confidence }) => answer === undefined || confidence < threshold);
	return below.length / all.length;
}
