import { setImmediate } from "node:timers/promises";
import { type Example, trainRecognizer } from "@baton/core/recognizer";
import { type Scored, scoreExamples, tune, tuningPage } from "@baton/core/tuning";

const folds = 4;

/**
 * A page that says what each threshold would mean: how much the bot would answer, and how much of that would be right.
 * Each example is put to a recognizer that has not seen it, so that few of them go a long way.
 */
export async function thresholdsPage(examples: readonly Example[]): Promise<string> {
	const scored: Scored[] = [];
	for (let fold = 0; fold < folds; fold += 1) {
		const [seen, heldOut] = [
			examples.filter((_, at) => at % folds !== fold),
			examples.filter((_, at) => at % folds === fold),
		];
		scored.push(...(await scoreExamples(trainRecognizer(seen), heldOut)));
		// Training blocks: customers come first.
		await setImmediate();
	}
	return tuningPage({ tuning: tune(scored, { target: 0.9, confidence: 0.9 }), scored });
}
