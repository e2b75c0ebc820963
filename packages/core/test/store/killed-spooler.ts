import { writeSync } from "node:fs";
import type { CommandId } from "../../src/conversation/command.js";
import { embeddedSpool } from "../../src/store/embedded.js";
import { botId, sampleKey, userId } from "../../src/testing/sample-change.js";

/* Run by killed.test.ts, which ends it at a random moment: spools for ever and says what was acknowledged. */

const [path = ""] = process.argv.slice(2);
const spool = embeddedSpool({ path });
const opening = {
	bot: botId("bot"),
	user: { id: userId("ann") },
	reference: { channelId: "web", conversation: { id: "one" } },
};
for (let count = 1; ; count++) {
	const activity = { type: "message", text: `words ${count}` };
	const command = { type: "hear", id: `m${count}` as CommandId, opening, activity } as const;
	await spool.add({ key: sampleKey("a"), command, at: count });
	writeSync(1, `a ${count}\n`);
}
