import type { Control } from "../../control/control.js";
import type { Delivery } from "../../conversation/change.js";
import type { Entry } from "../../conversation/entry.js";
import type { ConversationKey } from "../../conversation/key.js";
import { BatonError } from "../../error.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";
import { clean, moment, table } from "./print.js";

export const showCommand: Subcommand = {
	summary: "shows one conversation: who holds it, what was said, what became of it",
	usage: `Shows one conversation: who holds control, its last lines, and what became of what was sent.

  baton show CONVERSATION [--config FILE] [--limit 100]

${configurationHelp}`,
	async run(words) {
		const { options, rest, limit } = await readWords(words);
		const key = rest[0] as ConversationKey | undefined;
		if (key === undefined) throw new BatonError("bad-arguments", "Cannot show nothing: name a conversation");
		return withHandoff(options, async ({ store }) => {
			const { conversation, outbox } = await store.load(key);
			if (conversation === undefined)
				throw new BatonError("unknown-conversation", `Cannot show ${key}: no conversation has this name`);
			const entries = await store.readEntries(key, { limit, last: true });
			const deliveries = await store.readDeliveries(
				key,
				entries.map(({ id }) => id),
			);
			const fates = new Map(deliveries.map((delivery) => [delivery.entry, delivery]));
			console.log(`${key}  ${standing(conversation.control)}, epoch ${conversation.control.epoch}`);
			if (outbox.length > 0) console.log(`${outbox.length} still to be sent`);
			const rows = entries.map((entry) => lineOf(entry, fates.get(entry.id)));
			console.log(table(["", "at", "entry", "who", "what", "fate"], rows));
			return 0;
		});
	},
};

function standing(control: Control): string {
	const asked = "offer" in control ? `, offered to ${control.offer.to.join(" and ")}` : "";
	if (control.phase === "bot" || control.phase === "offered") return `the bot holds control${asked}`;
	const { app, person } = control.holder;
	return `${person === undefined ? app : `${person} of ${app}`} holds control${asked}`;
}

function lineOf(entry: Entry, delivery: Delivery | undefined): readonly string[] {
	const { position, at, id } = entry;
	const fate = delivery === undefined ? "" : [delivery.state, delivery.error].filter(Boolean).join(": ");
	return [String(position), moment(at), id, ...saidIn(entry), clean(fate)];
}

function saidIn(entry: Entry): readonly [who: string, what: string] {
	const what =
		"activity" in entry ? clean(entry.activity.text ?? entry.activity.name ?? entry.activity.type) : "";
	switch (entry.type) {
		case "userSaid":
			return ["user", what];
		case "botSaid":
		case "notice":
			return ["BOT", what];
		case "appSaid":
			return [
				`${entry.representative.representativeType} ${entry.representative.displayName ?? entry.app}`,
				what,
			];
		default:
			return ["", what === "" ? entry.type : `${entry.type}: ${what}`];
	}
}
