import { setImmediate } from "node:timers/promises";
import type { Example } from "@baton/core/recognizer";
import type { Scored } from "@baton/core/tuning";
import type { Progress } from "../replay/progress.js";
import type { Trained } from "./contenders/contender.js";

/** The terminal gets a moment of its own. */
const breathEvery = 100;

/** Asks a recognizer about labelled examples. */
export async function score(
	{ recognize }: Trained,
	examples: readonly Example[],
	progress: Progress,
): Promise<readonly Scored[]> {
	const scored: Scored[] = [];
	for (const [index, { text, intent }] of examples.entries()) {
		scored.push({ intent, recognition: { text, intents: await recognize(text) } });
		progress.at(index + 1, examples.length);
		if (index % breathEvery === 0) await setImmediate();
	}
	return scored;
}
