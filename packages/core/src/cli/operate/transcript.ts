import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type { PersonId } from "../../control/representative.js";
import type { Activity } from "../../conversation/activity.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { UserId } from "../../conversation/participants.js";
import type { Store } from "../../conversation/store.js";
import { BatonError } from "../../error.js";
import type { Handoff } from "../../handoff.js";
import { toTranscript } from "../../host/to-transcript.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";

const pageSize = 200;
const nothingFound = 1;

export const transcriptCommand: Subcommand = {
	summary: "writes what was said as a Bot Framework transcript",
	usage: `Writes what was said in a conversation, or in all of a user's, as a Bot Framework transcript: a JSON array of
activities, which the Emulator and botbuilder's tools read. Drafts and internal notes are not in it.

  baton transcript CONVERSATION [--output FILE.transcript] [--config FILE]
  baton transcript USER [--output FILE.transcript] [--config FILE]

  --output           where to write it; to standard output, if left out
${configurationHelp}

It ends with 1 if there is no such conversation or user. That it was read is in the audit log.`,
	async run(words) {
		const { options, rest, texts } = await readWords(words, { texts: ["output"] });
		const [whose] = rest;
		if (whose === undefined)
			throw new BatonError("bad-arguments", "Cannot write a transcript: name a conversation or a user");
		return withHandoff(options, async (handoff) => {
			const keys = await keysOf(handoff.store, whose);
			const activities = (await Promise.all(keys.map((key) => activitiesOf(handoff.store, key)))).flat();
			if (activities.length === 0) {
				console.error(`Found nothing of "${whose}": name it as baton waiting does`);
				return nothingFound;
			}
			for (const key of keys) await record(handoff, key);
			const written = `${JSON.stringify(activities, undefined, "\t")}\n`;
			if (texts.output === undefined) process.stdout.write(written);
			else await writeFile(texts.output, written);
			return 0;
		});
	},
};

async function keysOf(store: Store, whose: string): Promise<readonly ConversationKey[]> {
	return whose.includes("/") ? [whose as ConversationKey] : store.readConversationsOf(whose as UserId);
}

async function activitiesOf(store: Store, key: ConversationKey): Promise<readonly Activity[]> {
	const { conversation } = await store.load(key);
	if (conversation === undefined) return [];
	const activities: Activity[] = [];
	let after = 0;
	for (;;) {
		const entries = await store.readEntries(key, { after, limit: pageSize });
		activities.push(...toTranscript(conversation, entries));
		const last = entries.at(-1);
		if (last === undefined || entries.length < pageSize) return activities;
		after = last.position;
	}
}

async function record({ store, clock }: Handoff, conversation: ConversationKey): Promise<void> {
	const { username } = userInfo();
	await store.writeAudit({
		...{ id: randomBytes(9).toString("base64url"), at: clock.now(), what: "readTranscript", outcome: "done" },
		...{ role: "operator", person: { id: username as PersonId, displayName: username }, conversation },
	});
}
