import { trainRecognizer, uncalibrated } from "@baton/core/recognizer";
import type { Contender } from "./contender.js";

/** The recognizer that comes with Baton. */
export function embedded(seed: number): Contender {
	return {
		name: "baton",
		async train(examples, progress) {
			progress.begin(`baton: training on ${examples.length} examples`);
			const recognizer = trainRecognizer(examples, { seed });
			progress.end();
			const before = uncalibrated(recognizer);
			return {
				recognize: (text) => recognizer.recognizeText(text).intents,
				uncalibrated: (text) => before.recognizeText(text).intents,
			};
		},
	};
}
