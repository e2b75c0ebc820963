import { z } from "zod";
import { BatonError } from "../error.js";

/** What differs for one intent. */
export interface IntentRule {
	/** From this confidence on the bot answers, between 0 and 1. Default: that of the gate. */
	readonly answerAt?: number | undefined;
	/**
	 * From this confidence on the bot asks back, between 0 and 1. Default: that of the gate, or `answerAt`
	 * if lower.
	 */
	readonly clarifyAt?: number | undefined;
	/** This intent always goes to a person. */
	readonly human?: boolean | undefined;
}

export interface GateRuleOptions {
	/** From this confidence on the bot answers, between 0 and 1. */
	readonly answerAt?: number | undefined;
	/** From this confidence on the bot asks back; below it a person takes over. At most `answerAt`. */
	readonly clarifyAt?: number | undefined;
	/** If the two best intents are closer than this, the bot asks which of them was meant. */
	readonly margin?: number | undefined;
	/** Intents with rules of their own, by name. */
	readonly intents?: Readonly<Record<string, IntentRule>> | undefined;
	/** Intents by which a recognizer says that a text is none of its intents. */
	readonly noneIntents?: readonly string[] | undefined;
}

/** Checked rules, as `judge` reads them. */
export interface GateRules {
	readonly margin: number;
	readonly noneIntents: ReadonlySet<string>;
	/** The rule for one intent, with the defaults filled in. */
	of(intent: string): SettledRule;
}

interface SettledRule {
	readonly answerAt: number;
	readonly clarifyAt: number;
	readonly human: boolean;
}

const share = z.number().min(0).max(1);

const ruleOptions = z.object({
	answerAt: share.optional(),
	clarifyAt: share.optional(),
	margin: share.default(0.1),
	noneIntents: z.array(z.string()).default(["None", "none", "oos", "out_of_scope"]),
	intents: z
		.record(
			z.string(),
			z.strictObject({
				answerAt: share.optional(),
				clarifyAt: share.optional(),
				human: z.boolean().optional(),
			}),
		)
		.default({}),
});

const defaults: SettledRule = { answerAt: 0.7, clarifyAt: 0.4, human: false };

/**
 * Checks the options of a gate and fills in the defaults: answer from 0.7, clarify from 0.4 (or from
 * `answerAt` where that is lower), a margin of 0.1.
 *
 * @throws BatonError `bad-gate-options` if a threshold is not within 0 to 1, or `clarifyAt` is above `answerAt`
 */
export function gateRules(options: GateRuleOptions = {}): GateRules {
	const parsed = ruleOptions.safeParse(options);
	if (!parsed.success) throw badOptions(z.prettifyError(parsed.error), parsed.error);
	const { intents, margin, noneIntents, ...thresholds } = parsed.data;
	const usual = settle("the gate", thresholds, defaults);
	const own = new Map(
		Object.entries(intents).map(([name, rule]) => [name, settle(`intent "${name}"`, rule, usual)]),
	);
	return { margin, noneIntents: new Set(noneIntents), of: (intent) => own.get(intent) ?? usual };
}

/** A lower threshold that was not given gives way to the upper one; one that was given must agree with it. */
function settle(whose: string, rule: IntentRule, usual: SettledRule): SettledRule {
	const {
		answerAt = usual.answerAt,
		clarifyAt = Math.min(usual.clarifyAt, answerAt),
		human = usual.human,
	} = rule;
	if (clarifyAt <= answerAt) return { answerAt, clarifyAt, human };
	throw badOptions(`clarifyAt ${clarifyAt} of ${whose} is above its answerAt ${answerAt}, lower it`);
}

function badOptions(problem: string, cause?: unknown): BatonError {
	return new BatonError("bad-gate-options", `Cannot build the gate, correct its options: ${problem}`, {
		cause,
	});
}
