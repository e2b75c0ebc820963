import { expect } from "chai";
import { describe } from "mocha";
import type { Store } from "../conversation/store.js";
import {
	accountId,
	appId,
	changeOf,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleBot,
	sampleEntry,
	sampleFacts,
	sampleItem,
	sampleKey,
	sampleUser,
} from "./sample-change.js";
import { type OpenStore, onStore, plain } from "./store-contract-fixture.js";

const key = sampleKey();
const desk = appId("desk");
const command = commandId("command");

/** What can be read of a store that `fill` has filled. */
async function readAll(store: Store): Promise<unknown> {
	return plain({
		loaded: await store.load(key, command),
		log: await store.readEntries(key, { limit: 99 }),
		entry: await store.readEntry(key, entryId("b")),
		news: await store.readNews(desk),
		cursor: await store.readCursor(desk, key),
		outbox: await store.readOutbox(key),
		lanes: await store.readLanes(9),
		deliveries: await store.readDeliveries(key, [entryId("a"), entryId("b"), entryId("c")]),
		found: await store.findEntry(key, "native"),
		due: await store.readDueTimers(9),
		next: await store.nextTimer(),
		waiting: await store.readWaiting(9),
		held: await store.readHeldBy(desk),
		open: await store.readOpen(sampleBot, 9),
		link: await store.readLink(sampleUser),
		users: await store.readUsers(accountId("account")),
	});
}

async function fill(store: Store): Promise<void> {
	const { committed } = await commitNext(store, key, {
		command,
		entries: [sampleEntry("a", { to: [desk] }), sampleEntry("b", { to: [desk] })],
		tell: [desk],
		outbox: [sampleItem("b"), sampleItem("c")],
		deliveries: [{ entry: entryId("a"), state: "sent", nativeId: "native" }],
		timers: [
			{ set: "turn", afterMs: 0, about: "a" },
			{ set: "session", afterMs: 3_600_000, about: "" },
		],
		index: { before: undefined, after: sampleFacts({ holder: desk, waitingSince: 1, openSince: 2 }) },
		lane: laneOf("process"),
	});
	if (committed.status !== "committed" || committed.lane === undefined)
		throw new Error("The lane was not granted");
	await store.beginSend(key, entryId("b"), committed.lane, 2 ** 44);
	await store.acknowledge(desk, key, 1);
	await store.recordDelivery(key, { entry: entryId("a"), state: "read" });
	await store.writeLink(sampleUser, accountId("account"));
}

export function reopenContract(open: OpenStore): void {
	describe("a store that is opened again", () => {
		onStore(open, "has everything that was acknowledged", async ({ store, reopen }) => {
			if (reopen === undefined) return;
			await fill(store);
			const before = await readAll(store);
			expect(await readAll(await reopen())).to.deep.equal(before);
		});

		onStore(open, "goes on where it stopped", async ({ store, reopen }) => {
			if (reopen === undefined) return;
			await fill(store);
			const { conversation } = await store.load(key);
			const again = await reopen();
			if (conversation === undefined) throw new Error("The conversation is gone");
			expect((await again.commit(changeOf(conversation, { command }))).status).to.equal("repeated");
			expect((await again.commit(changeOf(conversation, { entries: [sampleEntry("d")] }))).status).to.equal(
				"committed",
			);
			expect((await again.readEntries(key, { last: true, limit: 1 }))[0]?.position).to.equal(3);
			expect(await again.takeLane(key, laneOf("another"))).to.equal(undefined);
		});
	});
}
