import { expect } from "chai";
import { describe } from "mocha";
import type { TimerChange } from "../conversation/change.js";
import type { Store } from "../conversation/store.js";
import { commitNext, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore } from "./store-contract-fixture.js";

const key = sampleKey();
const hour = 3_600_000;

const set = (timer: "idle" | "turn" | "session", afterMs: number, about = ""): TimerChange => ({
	set: timer,
	afterMs,
	about,
});

async function dueIn(store: Store, limit = 9): Promise<readonly string[]> {
	return (await store.readDueTimers(limit)).map(({ timer, about }) => `${timer} ${about}`.trim());
}

export function timerContract(open: OpenStore): void {
	describe("a timer", () => {
		firing(open);
		changing(open);
	});
}

function firing(open: OpenStore): void {
	onStore(
		open,
		"is due when its time has passed by the store's clock, and not before",
		async ({ store, pass }) => {
			const before = await store.now();
			await commitNext(store, key, { timers: [set("turn", 20, "t1"), set("session", hour)] });
			const after = await store.now();
			await pass(20);
			const [due, ...more] = await store.readDueTimers(9);
			expect(more).to.deep.equal([]);
			expect(due).to.deep.include({ key, timer: "turn", about: "t1" });
			expect(due?.dueAt).to.be.within(before + 20, after + 20);
		},
	);

	onStore(open, "stays due until a change cancels it", async ({ store }) => {
		await commitNext(store, key, { timers: [set("turn", 0)] });
		expect(await dueIn(store)).to.deep.equal(["turn"]);
		expect(await dueIn(store)).to.deep.equal(["turn"]);
		await commitNext(store, key, { timers: [{ cancel: "turn" }] });
		expect(await dueIn(store)).to.deep.equal([]);
	});

	onStore(
		open,
		"comes before those that are due later, whichever conversation it is of",
		async ({ store, pass }) => {
			const delays = [2500, 10, 0, 1200, 40, 999, 1001];
			for (const delay of delays)
				await commitNext(store, sampleKey(`${delay}`), { timers: [set("idle", delay / 50, `${delay}`)] });
			await pass(100);
			const due = await store.readDueTimers(99);
			const times = due.map(({ dueAt }) => dueAt);
			expect(times).to.deep.equal([...times].sort((one, other) => one - other));
			expect(due).to.have.length(delays.length);
			expect(await store.readDueTimers(3)).to.deep.equal(due.slice(0, 3));
			expect(await store.nextTimer()).to.equal(times[0]);
		},
	);

	onStore(open, "is foreseen", async ({ store }) => {
		expect(await store.nextTimer()).to.equal(undefined);
		const before = await store.now();
		await commitNext(store, key, { timers: [set("session", 30 * 24 * hour)] });
		await commitNext(store, sampleKey("other"), { timers: [set("idle", 2 * hour), set("turn", hour)] });
		const after = await store.now();
		expect(await store.nextTimer()).to.be.within(before + hour, after + hour);
		await commitNext(store, sampleKey("other"), { timers: [{ cancel: "turn" }] });
		expect(await store.nextTimer()).to.be.within(before + 2 * hour, after + 2 * hour);
		await commitNext(store, sampleKey("other"), { timers: [{ cancel: "idle" }] });
		expect(await store.nextTimer()).to.be.within(before + 30 * 24 * hour, after + 30 * 24 * hour);
	});
}

function changing(open: OpenStore): void {
	onStore(
		open,
		"that is set again is due at its new time only, and about the new",
		async ({ store, pass }) => {
			await commitNext(store, key, { timers: [set("idle", 10, "old")] });
			await commitNext(store, key, { timers: [set("idle", hour, "new")] });
			await pass(10);
			expect(await dueIn(store)).to.deep.equal([]);
			await commitNext(store, key, { timers: [set("idle", 0, "newest")] });
			expect(await dueIn(store)).to.deep.equal(["idle newest"]);
			await commitNext(store, key, { timers: [set("idle", hour, "later")] });
			expect(await dueIn(store)).to.deep.equal([]);
		},
	);

	onStore(open, "is one of its name per conversation", async ({ store }) => {
		await commitNext(store, key, { timers: [set("idle", 0, "a"), set("turn", 0, "b")] });
		await commitNext(store, sampleKey("other"), { timers: [set("idle", 0, "c")] });
		await commitNext(store, key, { timers: [{ cancel: "idle" }] });
		expect(await dueIn(store)).to.have.members(["turn b", "idle c"]);
	});

	onStore(open, "is left as the last of several changes in one commit leaves it", async ({ store }) => {
		await commitNext(store, key, { timers: [{ cancel: "idle" }, set("idle", 0, "a")] });
		expect(await dueIn(store)).to.deep.equal(["idle a"]);
		await commitNext(store, key, { timers: [set("idle", 0, "b"), { cancel: "idle" }, set("turn", 0, "c")] });
		expect(await dueIn(store)).to.deep.equal(["turn c"]);
		await commitNext(store, key, { timers: [set("turn", hour, "d"), set("turn", 0, "e")] });
		expect(await dueIn(store)).to.deep.equal(["turn e"]);
	});

	onStore(open, "that was never set can be canceled", async ({ store }) => {
		const { committed } = await commitNext(store, key, { timers: [{ cancel: "offer-expiry" }] });
		expect(committed.status).to.equal("committed");
		expect(await store.nextTimer()).to.equal(undefined);
	});

	onStore(open, "is left alone by changes that do not name it", async ({ store }) => {
		await commitNext(store, key, { timers: [set("idle", 0)] });
		await commitNext(store, key);
		expect(await dueIn(store)).to.deep.equal(["idle"]);
	});
}
