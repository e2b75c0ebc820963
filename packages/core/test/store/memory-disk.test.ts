import { expect } from "chai";
import { put } from "../../src/store/disk.js";
import { diskStore } from "../../src/store/disk-store.js";
import { type MemoryDisk, memoryDisk } from "../../src/store/memory-disk.js";
import { commandId, commitNext, sampleEntry, sampleKey } from "../../src/testing/sample-change.js";

/** A flush that happens when it is told to. */
function controlledFlush() {
	const waiting: (() => void)[] = [];
	return {
		flush: () => new Promise<void>((resolve) => waiting.push(resolve)),
		async flushNow() {
			await new Promise((resolve) => setImmediate(resolve));
			for (const resolve of waiting.splice(0)) resolve();
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
}

const absent = (key: string) => ({ key, version: undefined });
const contentOf = (disk: MemoryDisk) =>
	disk.range({ from: "a", to: "z" }).map(({ key, value }) => `${key} ${value}`);
const row = (key: string, value: string) => ({ conditions: [], operations: [put(key, value, 1)] });

describe("the disk in memory", () => {
	it("shows what was written when it acknowledges it, after the flush", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		const written = disk.commit(row("a", "1"));
		expect(disk.get("a")).to.equal(undefined);
		await flushNow();
		expect(await written).to.equal(true);
		expect(disk.get("a")?.value).to.equal("1");
	});

	it("lets what comes during a flush wait for the next one, together", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		const first = disk.commit(row("a", "1"));
		const others = [disk.commit(row("b", "2")), disk.commit({ ...row("c", "3"), conditions: [absent("b")] })];
		await flushNow();
		expect(await first).to.equal(true);
		expect(disk.size()).to.equal(1);
		await flushNow();
		expect(await Promise.all(others)).to.deep.equal([true, false]);
		expect(disk.size()).to.equal(2);
	});

	it("loses in a crash what was not acknowledged, and nothing else", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		void disk.commit(row("a", "old"));
		await flushNow();
		void disk.commit(row("b", "kept"));
		await flushNow();
		const lost = [
			disk.commit(row("a", "new")),
			disk.commit({ conditions: [], operations: [{ remove: "b" }] }),
		];
		disk.crash();
		await flushNow();
		expect(await Promise.race([...lost, "waiting"])).to.equal("waiting");
		expect(contentOf(disk)).to.deep.equal(["a old", "b kept"]);
	});

	it("may have in a crash what was not acknowledged, in order and each as a whole", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		void disk.commit({ conditions: [], operations: [put("a", "1", 1), put("b", "1", 1)] });
		void disk.commit(row("b", "2"));
		disk.crash(1);
		expect(contentOf(disk)).to.deep.equal(["a 1", "b 1"]);
		void disk.commit(row("c", "3"));
		await flushNow();
		expect(contentOf(disk)).to.deep.equal(["a 1", "b 1", "c 3"]);
	});

	it("writes nothing of what it could not flush", async () => {
		let isBroken = true;
		const flush = async () => {
			if (isBroken) throw new Error("no space left");
		};
		const disk = memoryDisk({ flush });
		expect(await disk.commit(row("a", "1")).catch(String)).to.equal("Error: no space left");
		isBroken = false;
		expect(await disk.commit(row("b", "2"))).to.equal(true);
		expect(contentOf(disk)).to.deep.equal(["b 2"]);
	});

	it("reads stretches in order, forward and backward, without their ends", async () => {
		const disk = memoryDisk();
		for (const key of ["c", "a", "d", "b"]) await disk.commit(row(key, key));
		const keys = (reverse: boolean, limit?: number) =>
			disk.range({ from: "a", to: "d", reverse, limit }).map(({ key }) => key);
		expect(keys(false)).to.deep.equal(["a", "b", "c"]);
		expect(keys(true, 2)).to.deep.equal(["c", "b"]);
	});
});

describe("the embedded store over a disk that loses its power", () => {
	const key = sampleKey();

	it("has every acknowledged commit and no part of another", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		const first = diskStore({ disk });
		await flushNow();
		const writing = commitNext(first, key, { entries: [sampleEntry("a")] });
		await flushNow();
		expect((await writing).committed.status).to.equal("committed");
		void commitNext(diskStore({ disk }), key, {
			entries: [sampleEntry("b"), sampleEntry("c")],
			command: commandId("lost"),
		});
		await new Promise((resolve) => setImmediate(resolve));
		disk.crash();
		const store = diskStore({ disk });
		expect((await store.load(key, commandId("lost"))).recorded).to.equal(undefined);
		expect((await store.load(key)).conversation?.position).to.equal(1);
		expect((await store.readEntries(key, { limit: 9 })).map(({ id }) => id)).to.deep.equal(["a"]);
	});

	it("erases all of a conversation or nothing of it", async () => {
		for (const kept of [0, 1]) {
			const { flush, flushNow } = controlledFlush();
			const disk = memoryDisk({ flush });
			const writing = commitNext(diskStore({ disk }), key, { entries: [sampleEntry("a"), sampleEntry("b")] });
			await flushNow();
			await writing;
			void diskStore({ disk }).erase(key);
			await new Promise((resolve) => setImmediate(resolve));
			disk.crash(kept);
			const store = diskStore({ disk });
			const { conversation, erased } = await store.load(key);
			const entries = await store.readEntries(key, { limit: 9 });
			expect([conversation?.position, entries.length, erased?.position]).to.deep.equal(
				kept === 0 ? [2, 2, undefined] : [undefined, 0, 2],
			);
		}
	});

	it("does not acknowledge a repeat before what it repeats is safe", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		const command = commandId("c");
		const first = commitNext(diskStore({ disk }), key, { command });
		const repeat = commitNext(diskStore({ disk }), key, { command });
		await new Promise((resolve) => setImmediate(resolve));
		disk.crash();
		expect((await diskStore({ disk }).load(key, command)).recorded).to.equal(undefined);
		await flushNow();
		expect(await Promise.race([first, repeat, "waiting"])).to.equal("waiting");
	});
});
