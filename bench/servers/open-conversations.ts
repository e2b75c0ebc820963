import { embeddedStore } from "@baton/core/embedded";
import { makeFolder } from "../contenders/folder.js";
import { OpenConversation } from "../contenders/open-conversation.js";
import { openConversations } from "../contenders/open-conversations.js";
import { collectAll } from "../measure/collect.js";
import { silentProgress } from "../progress.js";

/** Says what an open conversation costs this process, in bytes of what is not on the disk, and ends. */
const [what, words = "0"] = process.argv.slice(2);
const count = Number(words);
const cost = await (what === "map" ? ofMap() : ofStore());
process.send?.(cost, () => process.exit(0));

async function ofMap(): Promise<number> {
	const before = kept();
	const open = new Map<string, OpenConversation>();
	for (let index = 0; index < count; index += 1) {
		const conversation = new OpenConversation(index);
		open.set(conversation.name, conversation);
	}
	const bytes = (kept() - before) / open.size;
	return bytes;
}

async function ofStore(): Promise<number> {
	const folder = await makeFolder();
	const store = embeddedStore({ path: folder.path, flush: false });
	await openConversations(store, 1_000, silentProgress, "warm-");
	const before = kept();
	await openConversations(store, count, silentProgress);
	const bytes = (kept() - before) / count;
	await store.close();
	await folder.remove();
	return bytes;
}

/** In JavaScript's heap and beside it. What the disk's pages take in memory is the system's to give and take. */
function kept(): number {
	collectAll();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
