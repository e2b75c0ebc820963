import { expect } from "chai";
import { describe } from "mocha";
import type { Store } from "../conversation/store.js";
import {
	appId,
	botId,
	type ChangeParts,
	changeOf,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleConversation,
	sampleEntry,
	sampleFacts,
	sampleItem,
	sampleKey,
} from "./sample-change.js";
import { type OpenStore, onStore, plain, together } from "./store-contract-fixture.js";

const key = sampleKey();
const desk = appId("desk");

const everything: ChangeParts = {
	command: commandId("lost"),
	entries: [sampleEntry("lost", { to: [desk] })],
	tell: [desk],
	outbox: [sampleItem("lost")],
	deliveries: [{ entry: entryId("lost-inline"), state: "sent", nativeId: "native" }],
	timers: [{ set: "idle", afterMs: 0, about: "lost" }],
	index: { before: undefined, after: sampleFacts({ holder: desk, waitingSince: 1, openSince: 1 }) },
};

export function commitContract(open: OpenStore): void {
	describe("a commit", () => {
		writing(open);
		conditions(open);
		commands(open);
		races(open);
	});
}

function writing(open: OpenStore): void {
	onStore(open, "knows nothing of a conversation that was never stored", async ({ store }) => {
		expect(await store.load(key, commandId("none"))).to.deep.equal({
			conversation: undefined,
			outbox: [],
			recorded: undefined,
		});
		expect(await store.readOutbox(key)).to.deep.equal([]);
		expect(await store.readEntries(key, { limit: 10 })).to.deep.equal([]);
		expect(await store.readDeliveries(key, [entryId("none")])).to.deep.equal([]);
		expect(await store.takeLane(key, laneOf("process"))).to.equal(undefined);
	});

	onStore(open, "keeps the state, the log and the outbox", async ({ store }) => {
		const parts = { entries: [sampleEntry("a"), sampleEntry("b")], outbox: [sampleItem("b")] };
		const { change, committed } = await commitNext(store, key, parts);
		expect(committed.status).to.equal("committed");
		const loaded = await store.load(key);
		expect(plain(loaded.conversation)).to.deep.equal(plain(change.next));
		expect(plain(loaded.outbox).map(({ id, order }) => ({ id, order }))).to.deep.equal(
			change.outbox.map(({ id, order }) => ({ id, order })),
		);
		expect(plain(await store.readEntries(key, { limit: 10 }))).to.deep.equal(plain(change.entries));
	});

	onStore(open, "keeps text in every script, and what has no value stays without one", async ({ store }) => {
		const text = 'Grüße, 你好, مرحبا, 👩‍👩‍👧‍👦, \u0000\u0007\n, \ud83d alone, \u2028, "quoted"';
		const activity = {
			type: "message",
			text,
			value: { deep: [1, null, { empty: undefined }], zero: 0, no: false },
		};
		await commitNext(store, key, { entries: [sampleEntry("a", { activity })], state: { mode: undefined } });
		const [entry] = await store.readEntries(key, { limit: 1 });
		expect(plain(entry)).to.deep.include({ activity: plain(activity) });
		expect((await store.load(key)).conversation?.mode).to.equal(undefined);
	});

	onStore(
		open,
		"tells conversations apart by their whole key, however long or strange",
		async ({ store }) => {
			const long = "x".repeat(3000);
			const keys = ["a", "A", "a b", "a/b", "é", "e\u0301", `${long}1`, `${long}2`, "😀"].map(sampleKey);
			for (const one of keys)
				await commitNext(store, one, { entries: [sampleEntry(`of ${one}`, { to: [desk] })], tell: [desk] });
			for (const one of keys) expect((await store.load(one)).conversation?.key).to.equal(one);
			expect(await store.readNews(desk)).to.have.members(keys);
		},
	);
}

function conditions(open: OpenStore): void {
	onStore(open, "is refused if it was made from an older version", async ({ store }) => {
		const { change } = await commitNext(store, key);
		await commitNext(store, key);
		expect(await store.commit(changeOf(change.next))).to.deep.equal({ status: "conflict" });
	});

	onStore(open, "is refused if it was made from the same version of another commit", async ({ store }) => {
		const { change } = await commitNext(store, key);
		const other = changeOf({ ...change.next, commit: "another" });
		expect(await store.commit(other)).to.deep.equal({ status: "conflict" });
	});

	onStore(open, "is refused if it takes a stored conversation for a new one", async ({ store }) => {
		await commitNext(store, key);
		expect(await store.commit(changeOf(sampleConversation(key)))).to.deep.equal({ status: "conflict" });
	});

	onStore(open, "is refused if it takes a new conversation for a stored one", async ({ store }) => {
		const stored = { ...sampleConversation(key), version: 3, commit: "gone" };
		expect(await store.commit(changeOf(stored))).to.deep.equal({ status: "conflict" });
		expect((await store.load(key)).conversation).to.equal(undefined);
	});

	onStore(open, "writes nothing at all if it is refused", async ({ store }) => {
		const { change } = await commitNext(store, key, { entries: [sampleEntry("kept")] });
		const refused = await store.commit(changeOf(sampleConversation(key), everything), laneOf("process"));
		expect(refused).to.deep.equal({ status: "conflict" });
		await expectNothingOf(store);
		expect(plain((await store.load(key)).conversation)).to.deep.equal(plain(change.next));
	});

	onStore(open, "of one conversation leaves the others alone", async ({ store }) => {
		const [one, other] = [sampleKey("one"), sampleKey("other")];
		const { change } = await commitNext(store, one, { entries: [sampleEntry("a")] });
		await commitNext(store, other, { entries: [sampleEntry("b"), sampleEntry("c")] });
		expect(plain((await store.load(one)).conversation)).to.deep.equal(plain(change.next));
		expect((await store.readEntries(one, { limit: 9 })).map(({ id }) => id)).to.deep.equal(["a"]);
	});
}

async function expectNothingOf(store: Store): Promise<void> {
	const loaded = await store.load(key, commandId("lost"));
	expect(loaded.recorded).to.equal(undefined);
	expect(loaded.outbox).to.deep.equal([]);
	expect((await store.readEntries(key, { limit: 9 })).map(({ id }) => id)).to.deep.equal(["kept"]);
	expect(await store.readEntry(key, entryId("lost"))).to.equal(undefined);
	expect(await store.readNews(desk)).to.deep.equal([]);
	expect(await store.readLanes(9)).to.deep.equal([]);
	expect(await store.readDeliveries(key, [entryId("lost"), entryId("lost-inline")])).to.deep.equal([]);
	expect(await store.findEntry(key, "native")).to.equal(undefined);
	expect(await store.readDueTimers(9)).to.deep.equal([]);
	expect(await store.nextTimer()).to.equal(undefined);
	const listed = [
		await store.readWaiting(9),
		await store.readHeldBy(desk),
		await store.readOpen(botId("bot"), 9),
	];
	expect(listed).to.deep.equal([[], [], []]);
	expect(await store.takeLane(key, laneOf("another"))).to.be.a("number");
}

function commands(open: OpenStore): void {
	const command = commandId("frame 7 / ü");

	onStore(
		open,
		"of a known command is answered with the first outcome and writes nothing",
		async ({ store }) => {
			const { change } = await commitNext(store, key, { command, entries: [sampleEntry("a")] });
			const again = changeOf(change.next, { command, entries: [sampleEntry("b")] });
			expect(plain(await store.commit(again))).to.deep.equal({
				status: "repeated",
				outcome: plain(change.outcome),
			});
			expect((await store.load(key)).conversation?.version).to.equal(1);
			expect(await store.readEntries(key, { limit: 9 })).to.have.length(1);
		},
	);

	onStore(open, "of a known command is a repeat even if the version has moved on", async ({ store }) => {
		const { change } = await commitNext(store, key, { command });
		await commitNext(store, key);
		expect((await store.commit(changeOf(change.next, { command }))).status).to.equal("repeated");
		expect((await store.commit(changeOf(sampleConversation(key), { command }))).status).to.equal("repeated");
	});

	onStore(open, "is found by its command when the conversation is loaded", async ({ store }) => {
		const { change } = await commitNext(store, key, { command });
		await commitNext(store, key, { command: commandId("later") });
		expect(plain((await store.load(key, command)).recorded)).to.deep.equal(plain(change.outcome));
		expect((await store.load(key, commandId("unknown"))).recorded).to.equal(undefined);
		expect((await store.load(key)).recorded).to.equal(undefined);
	});

	onStore(open, "is made once of many with the same command at the same time", async ({ store }) => {
		const from = sampleConversation(key);
		const all = await together(20, async (index) =>
			store.commit(changeOf(from, { command, entries: [sampleEntry(`e${index}`)] })),
		);
		expect(all.filter(({ status }) => status === "committed")).to.have.length(1);
		expect((await store.commit(changeOf(from, { command }))).status).to.equal("repeated");
		expect(await store.readEntries(key, { limit: 99 })).to.have.length(1);
	});
}

function races(open: OpenStore): void {
	onStore(open, "wins alone among 200 that were made from the same version", async ({ store, another }) => {
		const stores = [store, (await another?.()) ?? store] as const;
		for (let version = 0; version < 3; version++) {
			const from = (await store.load(key)).conversation ?? sampleConversation(key);
			const all = await together(200, async (index) =>
				stores[index % 2 === 0 ? 0 : 1].commit(
					changeOf(from, { entries: [sampleEntry(`${version}-${index}`)] }),
				),
			);
			expect(all.filter(({ status }) => status === "committed")).to.have.length(1);
			expect(all.filter(({ status }) => status === "conflict")).to.have.length(199);
		}
		expect((await store.readEntries(key, { limit: 9 })).map(({ position }) => position)).to.deep.equal([
			1, 2, 3,
		]);
	});

	onStore(open, "loses nothing when many writers try again until they win", async ({ store, another }) => {
		const stores = [store, (await another?.()) ?? store] as const;
		await together(20, (index) => commitUntilItWins(stores[index % 2 === 0 ? 0 : 1], `w${index}`));
		const log = await store.readEntries(key, { limit: 99 });
		expect(log.map(({ position }) => position)).to.deep.equal(log.map((_, index) => index + 1));
		expect(log.map(({ id }) => id)).to.have.members(Array.from({ length: 20 }, (_, index) => `w${index}`));
		expect((await store.load(key)).conversation?.version).to.equal(20);
	});

	onStore(open, "is seen by another store on the same data", async ({ store, another }) => {
		const other = await another?.();
		if (other === undefined) return;
		const { change } = await commitNext(store, key, { entries: [sampleEntry("a")], command: commandId("c") });
		const loaded = await other.load(key, commandId("c"));
		expect(plain(loaded.conversation)).to.deep.equal(plain(change.next));
		expect(plain(loaded.recorded)).to.deep.equal(plain(change.outcome));
		await commitNext(other, key);
		expect((await store.commit(changeOf(change.next))).status).to.equal("conflict");
		expect((await store.load(key)).conversation?.version).to.equal(2);
	});
}

async function commitUntilItWins(store: Store, id: string): Promise<void> {
	for (;;) {
		const { committed } = await commitNext(store, key, { entries: [sampleEntry(id)] });
		if (committed.status === "committed") return;
	}
}
