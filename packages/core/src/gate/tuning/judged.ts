import type { Seen } from "./promise.js";
import { isOutOfScope, type Scored } from "./scored.js";

/** A labelled utterance as the tuner counts it. */
export interface Judged {
	readonly inScope: boolean;
	/** What the bot would answer to; nothing if the recognizer knows none, or says that it is out of scope. */
	readonly answer: string | undefined;
	readonly confidence: number;
	readonly right: boolean;
}

export function judged({ intent, recognition }: Scored): Judged {
	const [best] = recognition.intents;
	const answer = best === undefined || isOutOfScope(best.intent) ? undefined : best.intent;
	return {
		inScope: !isOutOfScope(intent),
		answer,
		confidence: best?.confidence ?? 0,
		right: answer === intent,
	};
}

/** Counts what would be answered if these, and only these, were. */
export function seenOf(all: readonly Judged[], isAnswered: (each: Judged) => boolean): Seen {
	const seen = { inScope: { all: 0, answered: 0, wrong: 0 }, outOfScope: { all: 0, answered: 0 } };
	for (const each of all) {
		const part = each.inScope ? seen.inScope : seen.outOfScope;
		part.all++;
		if (each.answer === undefined || !isAnswered(each)) continue;
		part.answered++;
		if (each.inScope && !each.right) seen.inScope.wrong++;
	}
	return seen;
}
