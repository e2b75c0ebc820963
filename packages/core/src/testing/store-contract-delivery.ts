import { expect } from "chai";
import { describe } from "mocha";
import type { Delivery, DeliveryState } from "../conversation/change.js";
import type { Store } from "../conversation/store.js";
import { commitNext, entryId, laneOf, sampleEntry, sampleItem, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore, plain, together } from "./store-contract-fixture.js";
import { laneWith } from "./store-contract-lane.js";

const key = sampleKey();
const entry = entryId("a");

const moves: readonly (readonly [DeliveryState, DeliveryState, DeliveryState])[] = [
	["sent", "delivered", "delivered"],
	["delivered", "read", "read"],
	["unknown", "sent", "sent"],
	["unknown", "failed", "failed"],
	["read", "delivered", "read"],
	["delivered", "sent", "delivered"],
	["sent", "unknown", "sent"],
	["sent", "pending", "sent"],
	["failed", "begun", "failed"],
	["sent", "failed", "sent"],
	["failed", "sent", "failed"],
];

export function deliveryContract(open: OpenStore): void {
	describe("a delivery", () => {
		beginning(open);
		merging(open);
		nativeIds(open);
		reactions(open);
	});
}

async function stateOf(store: Store, id = entry): Promise<DeliveryState | undefined> {
	return (await store.readDeliveries(key, [id]))[0]?.state;
}

/** A conversation with an entry that was spoken inside the request. */
async function inline(store: Store, delivery: Partial<Delivery> = {}): Promise<void> {
	await commitNext(store, key, {
		entries: [sampleEntry("a")],
		deliveries: [{ entry, state: "sent", ...delivery }],
	});
}

function beginning(open: OpenStore): void {
	onStore(open, "is pending, begun and sent in turn", async ({ store }) => {
		const token = await laneWith(store, "a");
		expect(await stateOf(store)).to.equal("pending");
		await store.beginSend(key, entry, token, 2 ** 44);
		expect(await stateOf(store)).to.equal("begun");
		for (const item of await store.readOutbox(key))
			await store.settleSend(key, item, token, { entry, state: "sent" });
		expect(await stateOf(store)).to.equal("sent");
	});

	onStore(open, "is withdrawn when what is unsent is taken back", async ({ store }) => {
		await laneWith(store, "a");
		await commitNext(store, key, { withdraw: [entry] });
		expect(await stateOf(store)).to.equal("withdrawn");
	});

	onStore(open, "keeps what went wrong", async ({ store }) => {
		const token = await laneWith(store, "a");
		const failed: Delivery = { entry, state: "failed", error: "the user blocked the page" };
		for (const item of await store.readOutbox(key)) await store.settleSend(key, item, token, failed);
		expect(plain(await store.readDeliveries(key, [entry]))).to.deep.equal([failed]);
	});

	onStore(open, "is not recorded of typing, an update or a deletion", async ({ store }) => {
		const outbox = [
			sampleItem("typing", { logged: false }),
			sampleItem("updated", { kind: "update" }),
			sampleItem("deleted", { kind: "delete" }),
		];
		await commitNext(store, key, { outbox });
		const token = await store.takeLane(key, laneOf("process"));
		const ids = outbox.map(({ id }) => id);
		expect(await store.readDeliveries(key, ids)).to.deep.equal([]);
		for (const item of await store.readOutbox(key)) {
			if (token !== undefined) await store.settleSend(key, item, token, { entry: item.id, state: "failed" });
		}
		expect(await store.readDeliveries(key, ids)).to.deep.equal([]);
		expect(await store.readOutbox(key)).to.deep.equal([]);
	});

	onStore(open, "of an update does not change that of the entry", async ({ store }) => {
		await inline(store, { state: "delivered" });
		await commitNext(store, key, { outbox: [sampleItem("a", { kind: "update" })] });
		expect(await stateOf(store)).to.equal("delivered");
		await commitNext(store, key, { withdraw: [entry] });
		expect(await stateOf(store)).to.equal("delivered");
		expect(await store.readOutbox(key)).to.deep.equal([]);
	});

	onStore(
		open,
		"is given in the order that was asked for, without those that are unknown",
		async ({ store }) => {
			await laneWith(store, "a", "b");
			const asked = [entryId("b"), entryId("unknown"), entryId("a")];
			const given = await store.readDeliveries(key, asked);
			expect(given.map((one) => one.entry)).to.deep.equal(["b", "a"]);
		},
	);
}

function merging(open: OpenStore): void {
	for (const [first, second, result] of moves) {
		onStore(open, `that is ${first} and then reported ${second} is ${result}`, async ({ store }) => {
			await inline(store, { state: first });
			await store.recordDelivery(key, { entry, state: second });
			expect(await stateOf(store)).to.equal(result);
		});
	}

	onStore(
		open,
		"is not moved back by the answer to the request that a receipt overtook",
		async ({ store }) => {
			const token = await laneWith(store, "a");
			await store.beginSend(key, entry, token, 2 ** 44);
			await store.recordDelivery(key, { entry, state: "delivered" });
			expect(await stateOf(store)).to.equal("delivered");
			const sent: Delivery = { entry, state: "sent", nativeId: "m1" };
			for (const item of await store.readOutbox(key)) await store.settleSend(key, item, token, sent);
			const merged = await store.readDeliveries(key, [entry]);
			expect(plain(merged)).to.deep.equal([{ entry, state: "delivered", nativeId: "m1" }]);
		},
	);

	onStore(
		open,
		"ends in the highest of many reports that come at the same time",
		async ({ store, another }) => {
			await inline(store, { state: "unknown" });
			const stores = [store, (await another?.()) ?? store] as const;
			const states = ["sent", "read", "unknown", "delivered", "sent", "delivered"] as const;
			await together(states.length, async (index) =>
				stores[index % 2 === 0 ? 0 : 1].recordDelivery(key, { entry, state: states[index] ?? "sent" }),
			);
			expect(await stateOf(store)).to.equal("read");
		},
	);

	onStore(open, "never makes a commit retry", async ({ store }) => {
		await inline(store);
		const { conversation } = await store.load(key);
		await store.recordDelivery(key, { entry, state: "read" });
		expect((await store.load(key)).conversation?.version).to.equal(conversation?.version);
	});
}

function nativeIds(open: OpenStore): void {
	onStore(open, "is found by the channel's own id, in its own conversation only", async ({ store }) => {
		await inline(store, { nativeId: "mid.$ü/1" });
		await commitNext(store, sampleKey("other"));
		expect(await store.findEntry(key, "mid.$ü/1")).to.equal(entry);
		expect(await store.findEntry(key, "mid.2")).to.equal(undefined);
		expect(await store.findEntry(sampleKey("other"), "mid.$ü/1")).to.equal(undefined);
	});

	onStore(open, "keeps the channel's own id when a later report has none", async ({ store }) => {
		await inline(store, { nativeId: "m1" });
		await store.recordDelivery(key, { entry, state: "read" });
		const [delivery] = await store.readDeliveries(key, [entry]);
		expect(plain(delivery)).to.deep.equal({ entry, state: "read", nativeId: "m1" });
	});

	onStore(open, "is found by an id that an earlier state brings late", async ({ store }) => {
		await inline(store, { state: "read" });
		await store.recordDelivery(key, { entry, state: "sent", nativeId: "m1" });
		expect(await store.findEntry(key, "m1")).to.equal(entry);
		expect(await stateOf(store)).to.equal("read");
	});
}

function reactions(open: OpenStore): void {
	onStore(
		open,
		"keeps the latest reaction of the user, whatever the state that it comes with",
		async ({ store }) => {
			await inline(store, { state: "read", nativeId: "m1" });
			await store.recordDelivery(key, { entry, state: "delivered", reaction: "love" });
			await store.recordDelivery(key, { entry, state: "read", reaction: "sad" });
			const [delivery] = await store.readDeliveries(key, [entry]);
			expect(plain(delivery)).to.deep.equal({ entry, state: "read", nativeId: "m1", reaction: "sad" });
		},
	);

	onStore(
		open,
		"keeps that a reaction was taken back, and loses it to no later report",
		async ({ store }) => {
			await inline(store, { state: "sent" });
			await store.recordDelivery(key, { entry, state: "sent", reaction: "love" });
			await store.recordDelivery(key, { entry, state: "sent", reaction: "" });
			await store.recordDelivery(key, { entry, state: "read" });
			expect(plain(await store.readDeliveries(key, [entry]))).to.deep.equal([
				{ entry, state: "read", reaction: "" },
			]);
		},
	);
}
