import { expect } from "chai";
import { describe } from "mocha";
import type { EntryId } from "../control/control.js";
import type { Conversation, Turn } from "../conversation/conversation.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Store } from "../conversation/store.js";
import {
	appId,
	type ChangeParts,
	commitNext,
	entryId,
	laneOf,
	sampleEntry,
	sampleItem,
	sampleKey,
	sampleUnmet,
} from "./sample-change.js";
import { type OpenStore, onStore } from "./store-contract-fixture.js";

const key = sampleKey();
const desk = appId("desk");

/** Six entries, said at 10, 20, … 60. */
async function six(store: Store, parts: ChangeParts = {}): Promise<void> {
	const entries = ["a", "b", "c", "d", "e", "f"].map((name, index) =>
		sampleEntry(name, { at: (index + 1) * 10, to: parts.tell ?? [] }),
	);
	await commitNext(store, key, { entries, ...parts });
}

async function names(store: Store): Promise<string> {
	return (await store.readEntries(key, { limit: 99 })).map(({ id }) => id).join("");
}

function turnOf(id: string, position: number): Turn {
	const nobody = { origin: undefined, attempts: 0, spoke: false, runner: undefined };
	return { id: entryId(id), kind: "message", position, ...nobody };
}

export function trimContract(open: OpenStore): void {
	describe("a log that is trimmed", () => {
		trimming(open);
		reading(open);
		needed(open);
	});
	describe("an expired conversation", () => expiring(open));
	describe("a walk over all conversations", () => walking(open));
}

function trimming(open: OpenStore): void {
	onStore(open, "keeps as many of the newest entries as it is told to", async ({ store }) => {
		await six(store);
		expect(await store.trim(key, { keep: 2 })).to.equal(4);
		expect(await names(store)).to.equal("ef");
		expect(await store.trim(key, { keep: 2 })).to.equal(0);
		expect(await store.trim(key, { keep: 0 })).to.equal(2);
		expect(await names(store)).to.equal("");
	});

	onStore(open, "loses what is older than it is told, or more than it is told", async ({ store }) => {
		await six(store);
		expect(await store.trim(key, { olderThan: 30 })).to.equal(2);
		expect(await store.trim(key, { keep: 3, olderThan: 40 })).to.equal(1);
		expect(await store.trim(key, { keep: 4, olderThan: 50 })).to.equal(1);
		expect(await names(store)).to.equal("ef");
	});

	onStore(open, "is left alone if nothing is asked, and where there is none", async ({ store }) => {
		await six(store);
		expect(await store.trim(key, {})).to.equal(0);
		expect(await store.trim(sampleKey("none"), { keep: 0 })).to.equal(0);
		expect(await names(store)).to.equal("abcdef");
	});

	onStore(open, "loses at most 500 entries at once", async ({ store }) => {
		await commitNext(store, key, {
			entries: Array.from({ length: 1_100 }, (_, index) => sampleEntry(`${index}`)),
		});
		const counts = [1, 2, 3, 4].map(() => undefined);
		const trimmed: number[] = [];
		for (const _ of counts) trimmed.push(await store.trim(key, { keep: 1 }));
		expect(trimmed).to.deep.equal([500, 500, 99, 0]);
		expect((await store.readEntries(key, { limit: 9 })).map(({ position }) => position)).to.deep.equal([
			1_100,
		]);
	});
}

function reading(open: OpenStore): void {
	onStore(open, "is read from what is left on, in pages, at the same positions", async ({ store }) => {
		await six(store);
		await store.trim(key, { keep: 3 });
		await commitNext(store, key, { entries: [sampleEntry("g")] });
		const read = async (page: Parameters<Store["readEntries"]>[1]) =>
			(await store.readEntries(key, page)).map(({ id, position }) => `${id}${position}`).join(" ");
		expect(await read({ limit: 2 })).to.equal("d4 e5");
		expect(await read({ after: 2, limit: 2 })).to.equal("d4 e5");
		expect(await read({ after: 5, limit: 9 })).to.equal("f6 g7");
		expect(await read({ last: true, limit: 2 })).to.equal("f6 g7");
		expect(await read({ last: true, limit: 9 })).to.equal("d4 e5 f6 g7");
		expect(await read({ before: 6, limit: 9 })).to.equal("d4 e5");
		expect(await read({ before: 3, limit: 9 })).to.equal("");
	});

	onStore(
		open,
		"has entries by id if they are left, and none of what became of the others",
		async ({ store }) => {
			const ids = ["a", "f"].map(entryId);
			await six(store, {
				deliveries: ids.map((entry) => ({ entry, state: "failed", nativeId: `n${entry}`, error: "blocked" })),
			});
			expect((await store.readEntry(key, entryId("f")))?.position).to.equal(6);
			await store.trim(key, { keep: 3 });
			const found = async (id: EntryId) => (await store.readEntry(key, id))?.position;
			expect(await Promise.all(["a", "c", "d", "f"].map(entryId).map(found))).to.deep.equal([
				undefined,
				undefined,
				4,
				6,
			]);
			expect((await store.readDeliveries(key, ids)).map(({ entry }) => entry)).to.deep.equal(["f"]);
			expect([await store.findEntry(key, "na"), await store.findEntry(key, "nf")]).to.deep.equal([
				undefined,
				"f",
			]);
			expect((await store.readUndelivered(9)).map(({ entry }) => entry)).to.deep.equal(["f"]);
			await commitNext(store, key, { entries: [sampleEntry("g")] });
			expect(await found(entryId("g"))).to.equal(7);
		},
	);
}

function needed(open: OpenStore): void {
	const cases: readonly (readonly [string, Partial<Conversation>])[] = [
		["a message that was left for people", { unmet: sampleUnmet("c", 3) }],
		["a draft that nobody has used", { drafts: [{ entry: entryId("c"), position: 3 }] }],
		["a turn that is due", { turns: [turnOf("c", 3)] }],
		["the time since which the bot is away", { awaySince: 2 }],
	];
	for (const [what, state] of cases) {
		onStore(open, `is never trimmed past ${what}`, async ({ store }) => {
			await six(store, { state });
			await store.trim(key, { keep: 0, olderThan: 99 });
			expect(await names(store)).to.equal("cdef");
		});
	}

	onStore(open, "is never trimmed past what an app has not acknowledged", async ({ store }) => {
		const watcher = appId("watcher");
		await six(store, { tell: [desk, watcher] });
		await store.acknowledge(desk, key, 6);
		expect(await store.trim(key, { keep: 0 })).to.equal(0);
		await store.acknowledge(watcher, key, 2);
		expect(await store.trim(key, { keep: 0 })).to.equal(2);
		await store.acknowledge(watcher, key, 6);
		expect(await store.trim(key, { keep: 0 })).to.equal(4);
	});

	onStore(open, "is never trimmed past what is still to be sent", async ({ store }) => {
		await six(store, { outbox: [sampleItem("c"), sampleItem("~typing", { logged: false })] });
		await store.trim(key, { keep: 0 });
		expect(await names(store)).to.equal("cdef");
		const token = await store.takeLane(key, laneOf("process"));
		for (const item of await store.readOutbox(key))
			if (token !== undefined) await store.settleSend(key, item, token, { entry: item.id, state: "sent" });
		await store.trim(key, { keep: 0 });
		expect(await names(store)).to.equal("");
	});
}

function expiring(open: OpenStore): void {
	const expectedOf = async (store: Store) => {
		const { conversation } = await store.load(key);
		return { version: conversation?.version ?? 0, commit: conversation?.commit ?? "" };
	};

	onStore(open, "is gone, and a new one goes on behind it", async ({ store }) => {
		await six(store);
		expect(await store.expire(key, await expectedOf(store))).to.equal(true);
		const { conversation, erased } = await store.load(key);
		expect(conversation).to.equal(undefined);
		expect(erased).to.deep.include({ position: 6, epoch: 1 });
		expect(erased?.at).to.equal(undefined);
		expect(await names(store)).to.equal("");
		await six(store);
		expect((await store.readEntries(key, { limit: 9 })).map(({ position }) => position)).to.deep.equal([
			7, 8, 9, 10, 11, 12,
		]);
	});

	onStore(open, "stays if it has moved on meanwhile", async ({ store }) => {
		await six(store);
		const expected = await expectedOf(store);
		await commitNext(store, key);
		expect(await store.expire(key, expected)).to.equal(false);
		expect(await store.expire(sampleKey("none"), { version: 0, commit: "" })).to.equal(false);
		expect(await names(store)).to.equal("abcdef");
	});

	onStore(open, "stays as long as something is to be sent or to be acknowledged", async ({ store }) => {
		await six(store, { tell: [desk] });
		expect(await store.expire(key, await expectedOf(store))).to.equal(false);
		await store.acknowledge(desk, key, 6);
		await commitNext(store, key, { outbox: [sampleItem("a", { kind: "update" })] });
		expect(await store.expire(key, await expectedOf(store))).to.equal(false);
		await commitNext(store, key, { withdraw: [entryId("a")] });
		expect(await store.expire(key, await expectedOf(store))).to.equal(true);
	});
}

function walking(open: OpenStore): void {
	onStore(open, "comes by every one of them, in steps", async ({ store }) => {
		const keys = ["a", "b", "c", "ü", "x".repeat(3_000)].map(sampleKey);
		for (const one of keys) await commitNext(store, one);
		const seen = new Set<ConversationKey>();
		let from: string | undefined;
		let steps = 0;
		do {
			const page = await store.readConversations(2, from);
			expect(page.keys.length).to.be.at.most(2);
			for (const one of page.keys) seen.add(one);
			from = page.next;
			steps += 1;
		} while (from !== undefined && steps < 99);
		expect([...seen]).to.have.members(keys);
	});

	onStore(open, "skips none of them while others go", async ({ store }) => {
		const keys = ["a", "b", "c", "d", "e"].map(sampleKey);
		for (const one of keys) await commitNext(store, one);
		const seen: ConversationKey[] = [];
		let page = await store.readConversations(2);
		for (let step = 0; step < 9; step++) {
			seen.push(...page.keys);
			for (const one of page.keys) await store.erase(one);
			if (page.next === undefined) break;
			page = await store.readConversations(2, page.next);
		}
		expect(seen).to.have.members(keys);
	});

	onStore(open, "over none ends at once", async ({ store }) => {
		expect(await store.readConversations(2)).to.deep.equal({ keys: [], next: undefined });
	});
}
