import { expect } from "chai";
import { describe } from "mocha";
import type { Delivery } from "../conversation/change.js";
import type { Store } from "../conversation/store.js";
import { commitNext, entryId, sampleEntry, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore, plain } from "./store-contract-fixture.js";
import { laneWith } from "./store-contract-lane.js";

const key = sampleKey();
const entry = entryId("a");

async function spoken(
	store: Store,
	name: string,
	delivery: Omit<Delivery, "entry">,
	of = key,
): Promise<void> {
	const deliveries = [{ entry: entryId(name), ...delivery }];
	await commitNext(store, of, { entries: [sampleEntry(name)], deliveries });
}

async function namesOf(store: Store, limit = 9): Promise<readonly string[]> {
	return (await store.readUndelivered(limit)).map(({ entry }) => entry);
}

export function undeliveredContract(open: OpenStore): void {
	describe("the list of what was not delivered", () => {
		listing(open);
		takingOff(open);
	});
}

function listing(open: OpenStore): void {
	onStore(
		open,
		"has what failed and what is unknown, with when and why, the newest first",
		async ({ store, pass }) => {
			await spoken(store, "a", { state: "sent" });
			await spoken(store, "b", { state: "sent" });
			await spoken(store, "c", { state: "pending" }, sampleKey("other"));
			await spoken(store, "d", { state: "failed", error: "blocked" });
			await pass(2);
			const before = store.now();
			const lost: Delivery = { entry: entryId("c"), state: "unknown", error: "no answer" };
			await store.recordDelivery(sampleKey("other"), lost);
			const [newest, ...others] = await store.readUndelivered(9);
			expect(newest).to.deep.include({ key: sampleKey("other"), ...lost });
			expect(newest?.at).to.be.within(before, store.now());
			expect(others.map((one) => one.entry)).to.deep.equal(["d"]);
			expect(await namesOf(store, 1)).to.deep.equal(["c"]);
			expect(await namesOf(store, 0)).to.deep.equal([]);
		},
	);

	onStore(open, "has what the lane could not send, once", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		const failed: Delivery = { entry, state: "failed", error: "blocked" };
		await store.recordDelivery(key, failed);
		const [item] = await store.readOutbox(key);
		if (item !== undefined) await store.settleSend(key, item, token, failed);
		expect(await namesOf(store)).to.deep.equal(["a"]);
	});

	onStore(open, "says of what was unknown that it failed, when that is known", async ({ store }) => {
		await spoken(store, "a", { state: "unknown", error: "no answer" });
		await store.recordDelivery(key, { entry, state: "failed", error: "blocked" });
		await store.recordDelivery(key, { entry, state: "unknown", error: "late" });
		const states = (await store.readUndelivered(9)).map(({ state, error }) => ({ state, error }));
		expect(plain(states)).to.deep.equal([{ state: "failed", error: "blocked" }]);
	});

	onStore(open, "has nothing that is withdrawn, or on its way", async ({ store }) => {
		await laneWith(store, "a", "b");
		await commitNext(store, key, { withdraw: [entry] });
		expect(await namesOf(store)).to.deep.equal([]);
	});

	onStore(open, "keeps the newest thousand", async ({ store, pass }) => {
		const deliveries = (from: number): readonly Delivery[] =>
			Array.from({ length: 400 }, (_, index) => ({ entry: entryId(`${from + index}`), state: "failed" }));
		for (const from of [0, 400, 800]) {
			for (const delivery of deliveries(from)) await store.recordDelivery(key, delivery);
			if (from === 0) await commitNext(store, key);
			await pass(1);
		}
		for (const delivery of deliveries(1_200)) await store.recordDelivery(key, delivery);
		const names = await namesOf(store, 9_999);
		expect(names).to.have.length(1_000);
		expect(names).to.include("1599").and.not.to.include("399");
	});
}

function takingOff(open: OpenStore): void {
	for (const state of ["sent", "delivered", "read"] as const) {
		onStore(open, `loses what is reported ${state} after all`, async ({ store }) => {
			await spoken(store, "a", { state: "failed" });
			await spoken(store, "b", { state: "unknown" });
			await store.recordDelivery(key, { entry, state });
			await store.recordDelivery(key, { entry: entryId("b"), state });
			expect(await namesOf(store)).to.deep.equal([]);
		});
	}

	onStore(open, "loses what is settled, for good", async ({ store }) => {
		await spoken(store, "a", { state: "failed", error: "blocked" });
		await spoken(store, "b", { state: "failed" });
		await store.settleUndelivered(key, entry);
		await store.settleUndelivered(key, entryId("never"));
		await store.recordDelivery(key, { entry, state: "failed", error: "again" });
		expect(await namesOf(store)).to.deep.equal(["b"]);
	});
}
