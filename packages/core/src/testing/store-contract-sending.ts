import { expect } from "chai";
import { describe } from "mocha";
import type { LaneToken, OutboxView, Store } from "../conversation/store.js";
import { commitNext, entryId, laneOf, sampleItem, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore, plain } from "./store-contract-fixture.js";
import { laneWith } from "./store-contract-lane.js";

const key = sampleKey();
const deadline = 2 ** 44;

export function sendingContract(open: OpenStore): void {
	describe("an outbox", () => {
		reading(open);
		fencing(open);
		withdrawing(open);
	});
}

const idsOf = (items: readonly { readonly id: string }[]): readonly string[] => items.map(({ id }) => id);

async function itemOf(store: Store, id: string): Promise<OutboxView> {
	const item = (await store.readOutbox(key)).find((one) => one.id === id);
	if (item === undefined) throw new Error(`Nothing to send is called ${id}`);
	return item;
}

/** The lane passes from one process to another by a lapsed lease. */
async function successor(
	store: Store,
	pass: (ms: number) => Promise<void>,
): Promise<readonly [LaneToken, LaneToken]> {
	const { committed } = await commitNext(store, key, { outbox: [sampleItem("a")], lane: laneOf("old", 20) });
	await pass(20);
	const next = await store.takeLane(key, laneOf("new"));
	return [(committed.status === "committed" ? committed.lane : undefined) as LaneToken, next as LaneToken];
}

function reading(open: OpenStore): void {
	onStore(open, "has what is to be sent in the order of the commits", async ({ store }) => {
		await laneWith(store, "z", "b");
		for (let index = 0; index < 12; index++)
			await commitNext(store, key, { outbox: [sampleItem(`i${12 - index}`)] });
		const ids = ["z", "b", ...Array.from({ length: 12 }, (_, index) => `i${12 - index}`)];
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(ids);
		expect(idsOf((await store.load(key)).outbox)).to.deep.equal(ids);
	});

	onStore(open, "says what has begun to be sent and when that is over at the latest", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		expect(await store.beginSend(key, entryId("a"), token, deadline)).to.equal(true);
		const views = (await store.readOutbox(key)).map(({ id, state, deadline: until }) => ({
			id,
			state,
			until,
		}));
		expect(plain(views)).to.deep.equal([
			{ id: "a", state: "begun", until: deadline },
			{ id: "b", state: "pending" },
		]);
	});

	onStore(open, "has not begun what was put off, which can be taken back again", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		await store.beginSend(key, entryId("a"), token, deadline);
		expect(await store.beginSend(key, entryId("a"), token, undefined)).to.equal(true);
		expect((await store.readOutbox(key)).map(({ state }) => state)).to.deep.equal(["pending", "pending"]);
		await commitNext(store, key, { withdraw: [entryId("a")] });
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(["b"]);
		expect(await store.beginSend(key, entryId("a"), token, undefined)).to.equal(false);
	});

	onStore(open, "gives back the whole item", async ({ store }) => {
		const { change } = await commitNext(store, key, {
			outbox: [sampleItem("a", { turn: entryId("t"), by: "app" })],
		});
		expect(plain(await store.readOutbox(key))).to.deep.equal(
			plain(change.outbox.map((item) => ({ ...item, state: "pending" }))),
		);
	});

	onStore(open, "loses what was settled, and only that", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		await store.beginSend(key, entryId("a"), token, deadline);
		const sent = { entry: entryId("a"), state: "sent" } as const;
		expect(await store.settleSend(key, await itemOf(store, "a"), token, sent)).to.equal(true);
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(["b"]);
		expect(idsOf((await store.load(key)).outbox)).to.deep.equal(["b"]);
	});

	onStore(open, "keeps an update of an entry beside the entry itself", async ({ store }) => {
		const token = await laneWith(store, "a");
		await commitNext(store, key, { outbox: [sampleItem("a", { kind: "update" })] });
		const [send] = await store.readOutbox(key);
		await store.beginSend(key, entryId("a"), token, deadline);
		expect((await store.readOutbox(key)).map(({ state }) => state)).to.deep.equal(["begun", "pending"]);
		if (send !== undefined) await store.settleSend(key, send, token, { entry: entryId("a"), state: "sent" });
		const left = (await store.readOutbox(key)).map(({ id, kind, state }) => ({ id, kind, state }));
		expect(left).to.deep.equal([{ id: "a", kind: "update", state: "pending" }]);
	});

	onStore(open, "takes a second answer for the same item as the first", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		const item = await itemOf(store, "a");
		for (let time = 0; time < 2; time++) {
			expect(await store.settleSend(key, item, token, { entry: item.id, state: "sent" })).to.equal(true);
		}
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(["b"]);
	});
}

function fencing(open: OpenStore): void {
	onStore(open, "lets nobody begin what is not there", async ({ store }) => {
		const token = await laneWith(store, "a");
		expect(await store.beginSend(key, entryId("unknown"), token, deadline)).to.equal(false);
		expect(await store.beginSend(sampleKey("unknown"), entryId("a"), token, deadline)).to.equal(false);
	});

	onStore(open, "lets nobody begin or settle under an old token", async ({ store, pass }) => {
		const [old, current] = await successor(store, pass);
		const item = await itemOf(store, "a");
		expect(await store.beginSend(key, item.id, old, deadline)).to.equal(false);
		expect(await store.settleSend(key, item, old, { entry: item.id, state: "sent" })).to.equal(false);
		expect((await store.readOutbox(key)).map(({ state }) => state)).to.deep.equal(["pending"]);
		const [delivery] = await store.readDeliveries(key, [item.id]);
		expect(delivery?.state).to.equal("pending");
		expect(await store.beginSend(key, item.id, current, deadline)).to.equal(true);
	});

	onStore(open, "shows a successor what its predecessor had begun", async ({ store, pass }) => {
		const { committed } = await commitNext(store, key, {
			outbox: [sampleItem("a")],
			lane: laneOf("old", 20),
		});
		const old = (committed.status === "committed" ? committed.lane : undefined) as LaneToken;
		await store.beginSend(key, entryId("a"), old, deadline);
		await pass(20);
		const current = (await store.takeLane(key, laneOf("new"))) as LaneToken;
		const item = await itemOf(store, "a");
		expect([item.state, item.deadline]).to.deep.equal(["begun", deadline]);
		expect(await store.settleSend(key, item, current, { entry: item.id, state: "unknown" })).to.equal(true);
	});
}

function withdrawing(open: OpenStore): void {
	onStore(open, "loses what is taken back before it began", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		await commitNext(store, key, { withdraw: [entryId("a"), entryId("unknown")] });
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(["b"]);
		expect(await store.beginSend(key, entryId("a"), token, deadline)).to.equal(false);
	});

	onStore(open, "keeps what had begun when it is taken back", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		await store.beginSend(key, entryId("a"), token, deadline);
		await commitNext(store, key, { withdraw: [entryId("a"), entryId("b")] });
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(["a"]);
		const states = (await store.readDeliveries(key, [entryId("a"), entryId("b")])).map(({ state }) => state);
		expect(states).to.deep.equal(["begun", "withdrawn"]);
	});

	onStore(open, "takes back the old and adds the new in one commit", async ({ store }) => {
		await laneWith(store, "a", "b");
		await commitNext(store, key, { withdraw: [entryId("b")], outbox: [sampleItem("c")] });
		expect(idsOf(await store.readOutbox(key))).to.deep.equal(["a", "c"]);
	});

	onStore(open, "either begins an item or takes it back, never both", async ({ store, another }) => {
		const other = (await another?.()) ?? store;
		for (let round = 0; round < 20; round++) {
			const id = `r${round}`;
			const { committed } = await commitNext(store, key, {
				outbox: [sampleItem(id)],
				lane: laneOf("process"),
			});
			const token = (committed.status === "committed" ? committed.lane : undefined) as LaneToken;
			const begin = async () => other.beginSend(key, entryId(id), token, deadline);
			const withdraw = async () => commitNext(store, key, { withdraw: [entryId(id)] });
			const [began] = await (round % 2 === 0
				? Promise.all([begin(), withdraw()])
				: Promise.all([withdraw(), begin()]).then(([withdrawn, begun]) => [begun, withdrawn] as const));
			const left = await store.readOutbox(key);
			expect(idsOf(left)).to.deep.equal(began ? [id] : []);
			for (const item of left) await store.settleSend(key, item, token, { entry: item.id, state: "sent" });
			const [delivery] = await store.readDeliveries(key, [entryId(id)]);
			expect(delivery?.state).to.equal(began ? "sent" : "withdrawn");
			expect(await store.leaveLane(key, token)).to.equal(true);
		}
	});
}
