import { expect } from "chai";
import { describe } from "mocha";
import type { ConversationKey } from "../conversation/key.js";
import { personFact } from "../conversation/person-fact.js";
import type { Erased, PageRequest, Store } from "../conversation/store.js";
import {
	accountId,
	appId,
	changeOf,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleBot,
	sampleConversation,
	sampleEntry,
	sampleFacts,
	sampleItem,
	sampleKey,
	userId,
} from "./sample-change.js";
import { type OpenStore, onStore } from "./store-contract-fixture.js";

const canary = "canary7f3a";
const key = sampleKey(canary);
const other = sampleKey("other");
const user = userId(`u_${canary}`);
const [desk, watcher] = [appId("desk"), appId("watcher")];
const native = (name: string): string => `mid.${canary}.${name}`;
const longMs = 3_600_000;

/** A conversation that has left something everywhere. The canary is in everything that is the person's. */
async function fill(store: Store, of: ConversationKey = key): Promise<void> {
	const words = { activity: { type: "message", text: `it is ${canary}` } };
	const { committed } = await commitNext(store, of, {
		command: commandId(`in:${native("command")}`),
		entries: ["a", "b", "c"].map((name) => sampleEntry(name, { ...words, to: [desk, watcher] })),
		tell: [desk, watcher],
		outbox: [sampleItem("b", words), sampleItem("c", words)],
		deliveries: [{ entry: entryId("a"), state: "sent", nativeId: native("a") }],
		timers: [
			{ set: "turn", afterMs: 0, about: canary },
			{ set: "session", afterMs: longMs, about: canary },
		],
		index: {
			before: undefined,
			after: sampleFacts({ holder: desk, waitingSince: 1, leftSince: 1, openSince: 2, taughtAt: 3 }),
		},
		state: { user: { id: user, name: canary } },
		lane: laneOf("process"),
	});
	if (committed.status !== "committed" || committed.lane === undefined)
		throw new Error("The lane was not granted");
	await store.beginSend(of, entryId("b"), committed.lane, 2 ** 44);
	await store.recordDelivery(of, { entry: entryId("a"), state: "failed", error: canary, reaction: canary });
	await store.recordDelivery(of, { entry: entryId("b"), state: "unknown", error: canary });
	await store.acknowledge(desk, of, 1);
}

export function eraseContract(open: OpenStore): void {
	describe("the conversations of a user", () => conversationsOf(open));
	describe("an erased conversation", () => {
		removing(open);
		tombstones(open);
		latecomers(open);
	});
	describe("an erased user", () => users(open));
}

function conversationsOf(open: OpenStore): void {
	onStore(open, "are all that were opened for them", async ({ store }) => {
		const state = { user: { id: user } };
		for (const name of ["one", "two"]) await commitNext(store, sampleKey(name), { state });
		await commitNext(store, sampleKey("one"), { state });
		await commitNext(store, other);
		expect(await store.readConversationsOf(user)).to.have.members([sampleKey("one"), sampleKey("two")]);
		expect(await store.readConversationsOf(userId("nobody"))).to.deep.equal([]);
	});
}

function removing(open: OpenStore): void {
	onStore(open, "leaves nothing of the person in any key or value", async ({ store, dump }) => {
		await fill(store);
		await store.erase(key);
		if (dump !== undefined) expect(await dump()).not.to.contain(canary);
		expect((await store.load(key, commandId(`in:${native("command")}`))).recorded).to.equal(undefined);
		expect((await store.load(key)).conversation).to.equal(undefined);
		const left = [
			await store.readEntries(key, { limit: 9 }),
			await store.readOutbox(key),
			await store.readNews(desk),
			await store.readNews(watcher),
			await store.readLanes(9),
			await store.readDeliveries(key, ["a", "b", "c"].map(entryId)),
			await store.readUndelivered(9),
			await store.readDueTimers(9),
			await store.readWaiting(9),
			await store.readLeft(9),
			await store.readHeldBy(desk),
			await store.readOpen(sampleBot, 9),
			await store.readTaught(sampleBot, 9),
			await store.readConversationsOf(user),
		];
		expect(left.flat()).to.deep.equal([]);
		expect(await store.nextTimer()).to.equal(undefined);
		expect(await store.readCursor(desk, key)).to.equal(0);
		expect(await store.findEntry(key, native("a"))).to.equal(undefined);
		expect(await store.readEntry(key, entryId("a"))).to.equal(undefined);
	});

	onStore(open, "says how much was removed", async ({ store }) => {
		await fill(store);
		const expected: Erased = {
			entries: 3,
			deliveries: 2,
			unsent: 2,
			timers: 2,
			mailboxes: 2,
			commands: 1,
			facts: 0,
			links: 0,
			audit: 0,
		};
		expect(await store.erase(key)).to.deep.equal(expected);
		expect(Object.values(await store.erase(key))).to.deep.equal(Object.values(expected).map(() => 0));
	});

	onStore(open, "leaves the others as they are", async ({ store }) => {
		await fill(store);
		await fill(store, other);
		await store.erase(key);
		expect(await store.readEntries(other, { limit: 9 })).to.have.length(3);
		expect(await store.readNews(desk)).to.deep.equal([other]);
		expect(await store.readLanes(9)).to.deep.equal([other]);
		expect(await store.readUndelivered(9)).to.have.length(1);
		expect((await store.readDueTimers(9)).map((due) => due.key)).to.deep.equal([other]);
		expect((await store.readWaiting(9)).map((one) => one.key)).to.deep.equal([other]);
		expect(await store.readConversationsOf(user)).to.deep.equal([other]);
		expect(await store.findEntry(other, native("a"))).to.equal("a");
	});

	onStore(
		open,
		"is gone for every process, and after the store is opened again",
		async ({ store, another, reopen }) => {
			await fill(store);
			await (await another?.())?.load(key);
			await store.erase(key);
			expect((await ((await another?.()) ?? store).load(key)).conversation).to.equal(undefined);
			const again = (await reopen?.()) ?? store;
			expect((await again.load(key)).erased?.at).to.be.a("number");
		},
	);
}

function tombstones(open: OpenStore): void {
	onStore(open, "says no more of it once the tombstone has lapsed", async ({ store, advance }) => {
		if (advance === undefined) return;
		await fill(store);
		await store.erase(key);
		advance(31 * 24 * longMs);
		expect((await store.load(key)).erased).to.equal(undefined);
		const anew = changeOf(sampleConversation(key), { entries: [sampleEntry("new")] });
		expect((await store.commit(anew)).status).to.equal("committed");
		expect((await store.readEntries(key, { limit: 9 })).map(({ position }) => position)).to.deep.equal([1]);
	});

	onStore(open, "says when it was erased, and where it ended", async ({ store }) => {
		await fill(store);
		expect((await store.load(key)).erased).to.equal(undefined);
		const before = store.now();
		await store.erase(key);
		const { erased } = await store.load(key);
		expect(erased?.at).to.be.within(before, store.now());
		expect(erased).to.deep.include({ position: 3, epoch: 1 });
		await store.erase(key);
		expect((await store.load(key)).erased).to.deep.include({ position: 3, epoch: 1 });
		expect((await store.load(other)).erased).to.equal(undefined);
	});

	onStore(open, "can begin anew, from what is left of it", async ({ store }) => {
		await fill(store);
		await store.erase(key);
		const { committed } = await commitNext(store, key, {
			entries: [sampleEntry("new"), sampleEntry("newer")],
		});
		expect(committed.status).to.equal("committed");
		const places = async (page: PageRequest) =>
			(await store.readEntries(key, page)).map(({ id, position }) => `${id} ${position}`);
		expect(await places({ limit: 1 })).to.deep.equal(["new 4"]);
		expect(await places({ limit: 9, last: true })).to.deep.equal(["new 4", "newer 5"]);
		expect((await store.readEntry(key, entryId("newer")))?.position).to.equal(5);
		expect((await store.load(key)).conversation?.version).to.equal(1);
	});

	onStore(open, "says so of one that was never stored, too", async ({ store }) => {
		await store.erase(key);
		const stale = changeOf(sampleConversation(key), { entries: [sampleEntry("stale")] });
		expect(await store.commit(stale)).to.deep.equal({ status: "conflict" });
	});
}

function latecomers(open: OpenStore): void {
	onStore(open, "takes no commit that was made before", async ({ store, dump }) => {
		const first = changeOf(sampleConversation(key), { entries: [sampleEntry("stale")] });
		await fill(store);
		const { conversation } = await store.load(key);
		await store.erase(key);
		expect(await store.commit(first)).to.deep.equal({ status: "conflict" });
		const later = changeOf(conversation ?? sampleConversation(key), { entries: [sampleEntry("stale")] });
		expect(await store.commit(later)).to.deep.equal({ status: "conflict" });
		if (dump !== undefined) expect(await dump()).not.to.contain(canary);
	});

	onStore(
		open,
		"takes nothing of a lane, a report or an acknowledgment that comes late",
		async ({ store, dump }) => {
			await fill(store);
			const token = await store.takeLane(key, laneOf("process"));
			const [item] = await store.readOutbox(key);
			if (token === undefined || item === undefined) throw new Error("There is no lane to be late with");
			await store.erase(key);
			const sent = { entry: item.id, state: "sent", nativeId: native("late") } as const;
			expect(await store.beginSend(key, item.id, token, 2 ** 44)).to.equal(false);
			expect(await store.settleSend(key, item, token, sent)).to.equal(false);
			expect(await store.takeLane(key, laneOf("other"))).to.equal(undefined);
			await store.recordDelivery(key, { ...sent, state: "failed", error: canary });
			await store.acknowledge(desk, key, 3);
			await store.settleUndelivered(key, item.id);
			if (dump !== undefined) expect(await dump()).not.to.contain(canary);
			expect(await store.readCursor(desk, key)).to.equal(0);
			expect(await store.readUndelivered(9)).to.deep.equal([]);
		},
	);
}

function users(open: OpenStore): void {
	onStore(open, "has no link and no facts any more, and others have theirs", async ({ store, dump }) => {
		const ann = userId("ann");
		for (const one of [user, ann]) {
			await store.writeLink(one, accountId("gold"));
			await store.writeFact(personFact(one, `plan:${canary}`), `of ${one}`, longMs);
		}
		await store.writeFact(personFact(user, "x".repeat(400)), canary, longMs);
		await store.writeFact(personFact(userId(`u_${canary}2`), "plan"), "kept", longMs);
		const erased = await store.eraseUser(user);
		expect(erased).to.deep.include({ links: 1, facts: 2, entries: 0 });
		expect(await store.readLink(user)).to.equal(undefined);
		expect(await store.readUsers(accountId("gold"))).to.deep.equal([ann]);
		expect(await store.readFact(personFact(user, `plan:${canary}`))).to.equal(undefined);
		expect(await store.readFact(personFact(ann, `plan:${canary}`))).to.equal("of ann");
		expect(await store.readFact(personFact(userId(`u_${canary}2`), "plan"))).to.equal("kept");
		if (dump !== undefined) expect(await dump()).not.to.contain(`of ${user}`);
	});
}
