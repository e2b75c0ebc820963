import { clarifyFrom } from "./clarify-from.js";
import { type Judged, judged, seenOf } from "./judged.js";
import { partsOf } from "./parts.js";
import { type Promised, precisionOf, type Seen } from "./promise.js";
import type { Scored } from "./scored.js";
import { lowestThreshold } from "./thresholds.js";
import { checkTuneOptions, type TuneOptions } from "./tune-options.js";
import type { ReachedTuning, Tuning } from "./tuning.js";
import { whyNot } from "./why-not.js";

/**
 * Chooses the thresholds of a gate so that enough of its answers are right, on new data as well.
 *
 * The examples must not be those that the recognizer learned from, and should be what users write. "95 % right
 * with 95 % confidence" means: of a hundred teams that tune like this, on examples drawn like their traffic, at
 * least 95 get a gate of whose answers at least 95 % are right.
 *
 * ```ts
 * const tuning = tune(await scoreExamples(recognizer, examples), { target: 0.95 });
 * if (tuning.outcome === "reached") confidenceGate({ recognizer, ...tuning.rules });
 * ```
 *
 * @throws BatonError `bad-tune-options` if a share is out of its bounds
 */
export function tune(scored: readonly Scored[], options: TuneOptions = {}): Tuning {
	const { target, confidence, oosShare: expected } = checkTuneOptions(options);
	const all = scored.map(judged);
	const inScope = all.filter((each) => each.inScope).length;
	const examples = { inScope, outOfScope: all.length - inScope };
	const promised = { target, oosShare: examples.outOfScope === 0 ? 0 : expected };
	const about = { format: "baton-tuning", version: 1, confidence, ...promised, examples } as const;

	const rules = rulesFor(all, promised, 1 - confidence);
	if (rules === undefined) return { ...about, ...whyNot(all, promised, 1 - confidence) };
	const { answerAt, own } = rules;
	const gateRules = { answerAt, margin: 0, intents: Object.fromEntries(own) };
	return {
		...about,
		outcome: "reached",
		rules: { ...gateRules, clarifyAt: clarifyFrom(scored, gateRules, promised.oosShare) },
		outlook: outlookOf(seenOf(all, isAnsweredBy(rules)), promised),
	};
}

interface AnswerRules {
	readonly answerAt: number;
	/** Intents with rules of their own. */
	readonly own: ReadonlyMap<string, { readonly answerAt: number } | { readonly human: true }>;
}

/** The thresholds; nothing if none keeps the promise. */
function rulesFor(all: readonly Judged[], promised: Promised, error: number): AnswerRules | undefined {
	const { own, errorOfOwn, errorOfRest, errorOfWhole } = partsOf(all, promised, error);
	const lowestFor = (isMeant: (intent: string) => boolean, allowed: number): number | undefined => {
		const part = all.map((each) =>
			each.answer !== undefined && isMeant(each.answer) ? each : { ...each, answer: undefined },
		);
		return lowestThreshold((threshold) => seenOf(part, isFrom(threshold)), promised, allowed);
	};
	const ofRest = lowestFor((intent) => !own.includes(intent), errorOfRest);
	if (ofRest === undefined) {
		const ofWhole = lowestFor(() => true, errorOfWhole);
		return ofWhole === undefined ? undefined : { answerAt: ofWhole, own: new Map() };
	}
	const rules = own.map((name) => {
		const answerAt = lowestFor((intent) => intent === name, errorOfOwn);
		return [name, answerAt === undefined ? { human: true as const } : { answerAt }] as const;
	});
	return { answerAt: ofRest, own: new Map(rules) };
}

function isFrom(threshold: number): (each: Judged) => boolean {
	return ({ confidence }) => confidence >= threshold;
}

function isAnsweredBy({ answerAt, own }: AnswerRules): (each: Judged) => boolean {
	return ({ answer, confidence }) => {
		const rule = own.get(answer ?? "") ?? { answerAt };
		return "answerAt" in rule && confidence >= rule.answerAt;
	};
}

function outlookOf(seen: Seen, { oosShare }: Promised): ReachedTuning["outlook"] {
	const { answered, all } = seen.inScope;
	return { coverage: answered / (all || 1), precision: precisionOf(seen, oosShare) };
}
