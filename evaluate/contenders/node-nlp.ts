import { createRequire } from "node:module";
import { z } from "zod";
import type { Contender } from "./contender.js";

/** What is called of node-nlp, which has no types. */
interface NlpManager {
	addDocument(language: string, text: string, intent: string): void;
	train(): Promise<void>;
	process(language: string, text: string): Promise<unknown>;
}

type NlpModule = { readonly NlpManager: new (settings: object) => NlpManager };

const processed = z.object({
	classifications: z.array(z.object({ intent: z.string(), score: z.number() })),
});

/** It goes on until its error is small enough, and stops at this in any case. */
const mostEpochs = 20_000;

/** node-nlp as its documentation sets it up, without the search for entities that it would do beside. */
export function nodeNlp(language: string): Contender {
	return {
		name: "node-nlp",
		async train(examples, progress) {
			const { NlpManager } = createRequire(import.meta.url)("node-nlp") as NlpModule;
			const log = ({ iterations }: { iterations: number }) => progress.at(iterations, mostEpochs);
			const manager = new NlpManager({
				languages: [language],
				autoSave: false,
				forceNER: false,
				nlu: { log },
			});
			for (const { text, intent } of examples) manager.addDocument(language, text, intent);
			progress.begin(`node-nlp: training on ${examples.length} examples, at most ${mostEpochs} epochs`);
			await manager.train();
			progress.end();
			return {
				async recognize(text) {
					const { classifications } = processed.parse(await manager.process(language, text));
					return classifications
						.map(({ intent, score }) => ({ intent, confidence: Math.min(1, score) }))
						.toSorted((a, b) => b.confidence - a.confidence);
				},
			};
		},
	};
}
