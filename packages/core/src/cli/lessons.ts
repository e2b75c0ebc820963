import { type Example, readExamples } from "../gate/embedded-recognizer.js";
import { readTaughtExamples } from "../gate/learning/read-corrections.js";
import { loadConfiguration, withHandoff } from "./operate/configuration.js";
import type { Lessons } from "./tune-command-line.js";

/** What a recognizer is to learn from: the team's own examples, and what people taught the bot. */
export interface ReadLessons {
	readonly own: readonly Example[];
	readonly taught: readonly Example[];
}

/** What is in the validation file must not be learned; what people taught may well be there, by `baton examples`. */
export async function readLessons(
	{ train, config }: Lessons,
	validation: readonly Example[],
): Promise<ReadLessons> {
	const own = await readExamples(train);
	if (config === undefined) return { own, taught: [] };
	const kept = new Set(validation.map(({ text }) => text));
	const taught = await withHandoff(await loadConfiguration(config), ({ store, bot }) =>
		readTaughtExamples(store, { bot: bot.id }),
	);
	return { own, taught: taught.filter(({ text }) => !kept.has(text)) };
}
