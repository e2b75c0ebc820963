import type { Example } from "../embedded/examples.js";
import type { Gate } from "../gate.js";
import type { Verdict } from "../judge.js";
import type { Seen } from "./shadow.js";

export interface ReplayOptions {
	readonly current: Gate;
	readonly candidate: Gate;
	readonly record: (seen: Seen) => void;
}

/**
 * Puts labelled examples to two gates, so that a comparison says who is right, and not only who answers. Examples that
 * a recognizer was trained on flatter it: keep some back.
 *
 * ```ts
 * await replay(await readExamples(store, { bot: "shop" }), { current, candidate, record: compared.record });
 * ```
 */
export async function replay(
	examples: readonly (Example & { readonly at?: number | undefined })[],
	{ current, candidate, record }: ReplayOptions,
): Promise<void> {
	for (const { text, intent, at = 0 } of examples) {
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
