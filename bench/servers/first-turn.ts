import { OpenConversation, openName } from "../contenders/open-conversation.js";
import { answering, said, TurnAdapter } from "../contenders/turn-adapter.js";
import { serve } from "../network/serve.js";

/**
 * A Bot Framework bot that gets its conversations back, each kind in its own way, and is here when it has served a
 * turn. As `busy` it goes on with more.
 */
const [what, path = "", count, then] = process.argv.slice(2);
const adapter = new TurnAdapter();
const known = await conversations();
await turn();
serve({});
while (then === "busy") await turn();

async function turn(): Promise<void> {
	const answered = adapter.whenSent(adapter.sent + 1);
	const activity = said(openName(0), `m${Date.now()}-${adapter.sent}`);
	if (known !== undefined && !known.has(openName(0))) throw new Error("The conversation is not there");
	await adapter.run(activity, answering);
	await answered;
}

/** What has been read or built; nothing where that is not needed. */
function conversations(): Promise<ReadonlyMap<string, OpenConversation> | undefined> {
	if (what === "baton") return onEmbeddedStore();
	if (what === "map") return built();
	if (what === "lmdb") return readFromLmdb();
	return Promise.resolve(undefined);
}

async function onEmbeddedStore(): Promise<undefined> {
	const { embeddedStore } = await import("@baton/core/embedded");
	const { plainHandoff } = await import("../contenders/plain-handoff.js");
	const handoff = plainHandoff(embeddedStore({ path }));
	adapter.use(handoff);
	handoff.host({ adapter, run: answering });
}

async function built(): Promise<ReadonlyMap<string, OpenConversation>> {
	const map = new Map<string, OpenConversation>();
	for (let index = 0; index < Number(count); index += 1) {
		const conversation = new OpenConversation(index);
		map.set(conversation.name, conversation);
	}
	return map;
}

async function readFromLmdb(): Promise<ReadonlyMap<string, OpenConversation>> {
	const { open } = await import("lmdb");
	const map = new Map<string, OpenConversation>();
	for (const { key, value } of open<OpenConversation, string>({ path }).getRange()) map.set(key, value);
	if (map.size !== Number(count)) throw new Error(`Only ${map.size} conversations are there`);
	return map;
}
