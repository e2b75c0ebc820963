import type { Gate } from "../gate.js";
import type { Verdict } from "../judge.js";
import type { Seen } from "./shadow.js";

export interface ReplayOptions {
	readonly current: Gate;
	readonly candidate: Gate;
	readonly record: (seen: Seen) => void;
}

/** What somebody said, and what they meant, where that is known. */
export interface Utterance {
	readonly text: string;
	readonly intent?: string | undefined;
	/** Epoch milliseconds. */
	readonly at?: number | undefined;
}

/**
 * Puts to two gates what was said before, so that nobody has to wait for traffic. Where it is labelled, the comparison
 * says who is right, and not only who answers. What a recognizer was trained on flatters it: keep some back.
 *
 * ```ts
 * await replay(await readTaughtExamples(store, { bot: "shop" }), { current, candidate, record: compared.record });
 * ```
 */
export async function replay(
	utterances: readonly Utterance[],
	{ current, candidate, record }: ReplayOptions,
): Promise<void> {
	for (const { text, intent, at = 0 } of utterances) {
		const context = { activity: { text } };
		record({
			at,
			text,
			intent,
			current: await current.decide(context),
			candidate: await decide(candidate, text),
		});
	}
}

async function decide(candidate: Gate, text: string): Promise<Verdict | undefined> {
	try {
		return await candidate.decide({ activity: { text } });
	} catch {
		return undefined;
	}
}
