import { isotonic } from "../calibration/isotonic.js";
import { type GateRuleOptions, gateRules } from "../gate-rules.js";
import { judge } from "../judge.js";
import { isOutOfScope, type Scored } from "./scored.js";

/** A question is worth the user's time if it offers the right choice at least this often. */
const worthAsking = 0.5;

/**
 * The lowest confidence from which a question to the user helps more often than not. Questions are no answers:
 * the promise is not about them, and this is an estimate.
 */
export function clarifyFrom(
	scored: readonly Scored[],
	{ answerAt, ...rules }: GateRuleOptions & { readonly answerAt: number },
	oosShare: number,
): number {
	const asking = gateRules({ ...rules, answerAt, clarifyAt: 0 });
	const outOfScope = scored.filter(({ intent }) => isOutOfScope(intent)).length;
	const questions = scored.flatMap(({ intent, recognition }) => {
		const verdict = judge(recognition, asking);
		if (verdict.verdict !== "clarify") return [];
		const weight = isOutOfScope(intent)
			? oosShare / outOfScope
			: (1 - oosShare) / (scored.length - outOfScope);
		const helps = verdict.candidates.some((candidate) => candidate.intent === intent);
		return [{ score: verdict.candidates[0]?.confidence ?? 0, happened: helps ? 1 : 0, weight }];
	});
	const level = isotonic(questions).find(({ chance }) => chance >= worthAsking);
	return Math.min(answerAt, Math.floor((level?.from ?? 1) * 10_000) / 10_000);
}
