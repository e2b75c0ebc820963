import { z } from "zod";
import { BatonError } from "../../error.js";

const share = z.number().min(0).max(1);
const count = z.int().min(0);

const asked = {
	format: z.literal("baton-tuning"),
	version: z.literal(1),
	/** The share of answers that are to be right. */
	target: share,
	/** How sure it is to be that they are, on new data. */
	confidence: share,
	/** The share of out-of-scope messages that was expected; 0 if no example was out of scope. */
	oosShare: share,
	/** How many labelled examples spoke. */
	examples: z.object({ inScope: count, outOfScope: count }),
};

/** What was seen at a threshold of the labelled examples; on new data it will be a little different. */
const outlook = z.object({
	answerAt: share,
	/** The share of what is in scope that is answered. */
	coverage: share,
	/** The share of answers that are right, with what is out of scope mixed in. */
	precision: share,
});

const reached = z.object({
	...asked,
	outcome: z.literal("reached"),
	/** For the gate: `confidenceGate({ recognizer, ...tuning.rules })`. */
	rules: z.object({
		answerAt: share,
		clarifyAt: share,
		margin: share,
		intents: z.record(z.string(), z.object({ answerAt: share.optional(), human: z.boolean().optional() })),
	}),
	outlook: outlook.omit({ answerAt: true }),
});

const unreachable = z.object({
	...asked,
	outcome: z.literal("unreachable"),
	/**
	 * `too-often-wrong`: even on the labelled examples no threshold has enough right answers.
	 * `too-few-examples`: it looks as if one has, but that many examples may show it by chance.
	 */
	reason: z.enum(["too-often-wrong", "too-few-examples"]),
	/** The threshold that came nearest, if anything was answered at all. */
	nearest: outlook.optional(),
	/** How many examples, of the same mix, would probably be enough; only if they are too few. */
	needed: z.object({ inScope: count, outOfScope: count }).optional(),
});

const tuning = z.discriminatedUnion("outcome", [reached, unreachable]);

/** Thresholds that were shown to keep a promise, or the reason why there are none. */
export type Tuning = z.infer<typeof tuning>;
export type ReachedTuning = z.infer<typeof reached>;
export type UnreachableTuning = z.infer<typeof unreachable>;

/**
 * Reads a tuning from a file that `baton tune` wrote.
 *
 * ```ts
 * const tuning = parseTuning(JSON.parse(await readFile("shop.tuning.json", "utf8")));
 * if (tuning.outcome === "unreachable") throw new Error(tuning.reason);
 * const gate = confidenceGate({ recognizer, ...tuning.rules });
 * ```
 *
 * @throws BatonError `bad-tuning` if it is something else
 */
export function parseTuning(value: unknown): Tuning {
	const parsed = tuning.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new BatonError(
		"bad-tuning",
		`Cannot read the tuning, give what tune returned: ${z.prettifyError(parsed.error)}`,
		{ cause: parsed.error },
	);
}
