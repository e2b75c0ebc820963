import { type GateRuleOptions, gateRules } from "../gate-rules.js";
import { judge } from "../judge.js";
import { judged } from "./judged.js";
import { isOutOfScope, type Scored } from "./scored.js";

/** What a gate would make of messages like the labelled examples. All are shares from 0 to 1. */
export interface Assessment {
	/** In scope: the most likely intent is the right one, whatever the gate makes of it. */
	readonly accuracy: number;
	/** Of what is in scope, answered. */
	readonly coverage: number;
	/** Of all answers, right, with what is out of scope mixed in at its share. */
	readonly precision: number;
	/** Of what is out of scope, not answered; nothing if there is none of it. */
	readonly outOfScopeRecall: number | undefined;
	/** Of all messages, with what is out of scope mixed in. They add up to 1. */
	readonly load: Load;
}

export interface Load {
	readonly right: number;
	readonly wrong: number;
	readonly clarified: number;
	readonly handedOver: number;
}

/**
 * Puts labelled examples through a gate's rules. What is out of scope weighs as if it were `oosShare` of all;
 * without any of it, what is in scope is all.
 */
export function assess(scored: readonly Scored[], options: GateRuleOptions, oosShare: number): Assessment {
	const rules = gateRules(options);
	const examples = scored.map((each) => ({
		...each,
		counted: judged(each),
		verdict: judge(each.recognition, rules).verdict,
	}));
	const inScope = examples.filter(({ intent }) => !isOutOfScope(intent));
	const outOfScope = examples.filter(({ intent }) => isOutOfScope(intent));
	const stray = outOfScope.length === 0 ? 0 : inScope.length === 0 ? 1 : oosShare;
	const shareOf = (isMeant: (each: (typeof examples)[number]) => boolean): number =>
		(1 - stray) * share(inScope, isMeant) + stray * share(outOfScope, isMeant);

	const load: Load = {
		right: shareOf(({ verdict, counted }) => verdict === "answer" && counted.right),
		wrong: shareOf(({ verdict, counted }) => verdict === "answer" && !counted.right),
		clarified: shareOf(({ verdict }) => verdict === "clarify"),
		handedOver: shareOf(({ verdict }) => verdict === "handOff"),
	};
	return {
		accuracy: share(inScope, ({ counted }) => counted.right),
		coverage: share(inScope, ({ verdict }) => verdict === "answer"),
		precision: load.right + load.wrong === 0 ? 1 : load.right / (load.right + load.wrong),
		outOfScopeRecall:
			outOfScope.length === 0 ? undefined : share(outOfScope, ({ verdict }) => verdict !== "answer"),
		load,
	};
}

function share<T>(all: readonly T[], isMeant: (each: T) => boolean): number {
	return all.length === 0 ? 0 : all.filter(isMeant).length / all.length;
}
