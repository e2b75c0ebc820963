import type { Listed, Store } from "../../conversation/store.js";
import { BatonError } from "../../error.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";
import { clean, duration, moment, table } from "./print.js";

export const waitingCommand: Subcommand = {
	summary: "lists who waits for a person, the longest waiting first",
	usage: `Lists conversations in which somebody waits for a person, or has left a message, the longest waiting first.

  baton waiting [--config FILE] [--limit 100]

${configurationHelp}`,
	async run(words) {
		const { options, limit } = await readWords(words);
		return withHandoff(options, async ({ store }) => {
			const left = agesOf(store, await store.readLeft(limit)).map((row) => [...row, "left a message"]);
			const waiting = agesOf(store, await store.readWaiting(limit)).map((row) => [...row, ""]);
			print("Nobody waits", ["conversation", "bot", "waits", ""], [...left, ...waiting]);
			return 0;
		});
	},
};

export const heldCommand: Subcommand = {
	summary: "lists who holds what",
	usage: `Lists the conversations that apps hold, and since when.

  baton held [APP] [--config FILE]

${configurationHelp}`,
	async run(words) {
		const { options, rest } = await readWords(words);
		return withHandoff(options, async ({ store, apps }) => {
			const known: readonly string[] = [...apps.keys()];
			const unknown = rest.find((app) => !known.includes(app));
			if (unknown !== undefined)
				throw new BatonError(
					"unknown-app",
					`Cannot list what "${unknown}" holds, name one of: ${known.join(", ")}`,
				);
			const asked = [...apps.keys()].filter((app) => rest.length === 0 || rest.includes(app));
			const rows = await Promise.all(
				asked.map(async (app) => agesOf(store, await store.readHeldBy(app)).map((row) => [app, ...row])),
			);
			print("Nobody holds anything", ["app", "conversation", "bot", "for"], rows.flat());
			return 0;
		});
	},
};

export const undeliveredCommand: Subcommand = {
	summary: "lists what could not be sent",
	usage: `Lists what could not be sent, or whose fate is unknown, the newest first. See baton send-again.

  baton undelivered [--config FILE] [--limit 100]

${configurationHelp}`,
	async run(words) {
		const { options, limit } = await readWords(words);
		return withHandoff(options, async ({ store }) => {
			const rows = (await store.readUndelivered(limit)).map(({ key, entry, at, state, error }) => [
				moment(at),
				state,
				key,
				entry,
				clean(error ?? ""),
			]);
			print("Everything has been sent", ["at", "state", "conversation", "entry", "why"], rows);
			return 0;
		});
	},
};

function agesOf(store: Store, listed: readonly Listed[]): string[][] {
	return listed.map(({ key, bot, since }) => [key, bot, duration(store.now() - since)]);
}

function print(none: string, headings: readonly string[], rows: readonly (readonly string[])[]): void {
	console.log(rows.length === 0 ? none : table(headings, rows));
}
