import { inspect } from "node:util";
import { expect } from "chai";
import { memoryStore } from "../../src/store/memory.js";
import { memoryData } from "../../src/store/memory-data.js";
import { changeOf, commandId, commitNext, laneOf, sampleKey } from "../../src/testing/sample-change.js";
import { storeContract } from "../../src/testing/store-contract.js";

storeContract("memory", async () => {
	let now = 1_700_000_000_000;
	const options = { clock: { now: () => now }, data: memoryData() };
	return {
		store: memoryStore(options),
		another: async () => memoryStore(options),
		reopen: async () => memoryStore(options),
		advance: (ms) => {
			now += ms;
		},
		dump: async () => inspect(options.data, { depth: Infinity, maxArrayLength: null, maxStringLength: null }),
		close: async () => {},
	};
});

describe("the memory store", () => {
	const key = sampleKey();

	it("answers at once, without promises", () => {
		const store = memoryStore();
		expect(store.load(key)).to.have.property("outbox");
		expect(store.readNews).to.be.a("function");
		expect(store.takeLane(key, laneOf("process"))).to.equal(undefined);
	});

	it("forgets commands after twice the time for which it remembers them at least", async () => {
		let now = 0;
		const store = memoryStore({ clock: { now: () => now }, rememberMs: 100 });
		const command = commandId("c");
		await commitNext(store, key, { command });
		now = 100;
		const { change } = await commitNext(store, key, { command: commandId("d") });
		expect((await store.commit(changeOf(change.next, { command }))).status).to.equal("repeated");
		now = 201;
		await commitNext(store, key, { command: commandId("e") });
		expect((await store.load(key, command)).recorded).to.equal(undefined);
		expect((await store.load(key, commandId("d"))).recorded).not.to.equal(undefined);
	});

	it("finds timers that were moved often, without walking over those that were", async () => {
		let now = 0;
		const store = memoryStore({ clock: { now: () => now } });
		for (let turn = 0; turn < 50; turn++) {
			now = turn * 700;
			await commitNext(store, key, { timers: [{ set: "idle", afterMs: 10_000, about: `${turn}` }] });
			expect(await store.readDueTimers(9)).to.deep.equal([]);
			expect(await store.nextTimer()).to.equal(now + 10_000);
		}
		now += 10_000;
		expect(await store.readDueTimers(9)).to.deep.equal([{ key, timer: "idle", about: "49", dueAt: now }]);
	});
});
