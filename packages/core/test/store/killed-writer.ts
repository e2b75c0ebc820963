import { writeSync } from "node:fs";
import type { LaneToken, Store } from "../../src/conversation/store.js";
import { embeddedStore } from "../../src/store/embedded.js";
import {
	appId,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleEntry,
	sampleItem,
	sampleKey,
} from "../../src/testing/sample-change.js";

/*
 * Run by killed.test.ts, which ends it at a random moment: writes to four conversations for ever and says what was
 * acknowledged. Whatever has the number 7 in its names belongs to the commit that made version 7.
 */

const desk = appId("desk");

async function write(store: Store, name: string): Promise<void> {
	const key = sampleKey(name);
	for (;;) {
		const { conversation } = await store.load(key);
		const version = (conversation?.version ?? 0) + 1;
		const { committed } = await commitNext(store, key, {
			command: commandId(`c${version}`),
			entries: [1, 2, 3].map((part) => sampleEntry(`e${version}-${part}`, { to: [desk] })),
			tell: [desk],
			outbox: [sampleItem(`e${version}-3`)],
			timers: [{ set: "idle", afterMs: 3_600_000, about: `${version}` }],
			lane: laneOf(`process ${process.pid}`, 5),
		});
		if (committed.status !== "committed") continue;
		writeSync(1, `${name} ${version}\n`);
		if (committed.lane !== undefined) await sendAll(store, key, committed.lane);
		await store.acknowledge(desk, key, version * 3 - 4);
	}
}

async function sendAll(store: Store, key: ReturnType<typeof sampleKey>, token: LaneToken): Promise<void> {
	for (const item of await store.readOutbox(key)) {
		if (!(await store.beginSend(key, item.id, token, 2 ** 44))) return;
		await store.settleSend(key, item, token, {
			entry: entryId(item.id),
			state: "sent",
			nativeId: `n${item.id}`,
		});
	}
	await store.leaveLane(key, token);
}

const [path = ""] = process.argv.slice(2);
const store = embeddedStore({ path });
await Promise.all(["a", "b", "c", "d"].map((name) => write(store, name)));
