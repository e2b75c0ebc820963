import { readTaughtExamples } from "../gate/learning/read-corrections.js";
import { configurationHelp, readWords, withHandoff } from "./operate/configuration.js";
import type { Subcommand } from "./subcommand.js";

/** `baton examples`. */
export const examplesCommand: Subcommand = {
	summary: "writes what people taught the bot, for baton tune",
	usage: `Writes what users meant, as people at the desk and the users themselves said it: [{ "text", "intent" }], "oos" for
none of the bot's intents; and what the bot would have said and a person said, as "wouldHaveSaid" and "said". Of the
conversations in which that was said last.

  baton examples [--config FILE] [--limit 100] > people.json
  baton tune --train shop.json --validation people.json

${configurationHelp}`,
	async run(words) {
		const { options, limit: conversations } = await readWords(words);
		return withHandoff(options, async ({ store, bot }) => {
			const examples = await readTaughtExamples(store, { bot: bot.id, conversations });
			const lines = examples.map(
				({ text, intent, wouldHaveSaid, said }) =>
					`\t${JSON.stringify({ text, intent, wouldHaveSaid, said })}`,
			);
			console.log(lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`);
			return 0;
		});
	},
};
