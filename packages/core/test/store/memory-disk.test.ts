import { expect } from "chai";
import { put } from "../../src/store/disk.js";
import { diskStore } from "../../src/store/disk-store.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { commandId, commitNext, sampleEntry, sampleKey } from "../../src/testing/sample-change.js";

/** A flush that happens when it is told to. */
function controlledFlush() {
	let waiting: (() => void)[] = [];
	return {
		flush: () => new Promise<void>((resolve) => waiting.push(resolve)),
		async flushNow() {
			await new Promise((resolve) => setImmediate(resolve));
			for (const resolve of waiting.splice(0)) resolve();
			await new Promise((resolve) => setImmediate(resolve));
		},
		lose() {
			waiting = [];
		},
	};
}

const row = (key: string, value: string) => ({ conditions: [], operations: [put(key, value, 1)] });

describe("the disk in memory", () => {
	it("shows what was written at once and acknowledges it after the flush", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		let acknowledged = false;
		disk.commit(row("a", "1")).then(() => {
			acknowledged = true;
		});
		await new Promise((resolve) => setImmediate(resolve));
		expect(disk.get("a")?.value).to.equal("1");
		expect(acknowledged).to.equal(false);
		await flushNow();
		expect(acknowledged).to.equal(true);
	});

	it("loses in a crash what was not acknowledged, and nothing else", async () => {
		const { flush, flushNow, lose } = controlledFlush();
		const disk = memoryDisk({ flush });
		disk.commit(row("a", "old"));
		disk.commit(row("b", "kept"));
		await flushNow();
		const lost = [
			disk.commit(row("a", "new")),
			disk.commit({ conditions: [], operations: [{ remove: "b" }] }),
		];
		lost.push(disk.commit(row("c", "lost")));
		disk.crash();
		lose();
		const settled = await Promise.race([...lost, new Promise((resolve) => setImmediate(resolve, "waiting"))]);
		expect(settled).to.equal("waiting");
		expect(disk.range({ from: "a", to: "z" }).map(({ key, value }) => `${key} ${value}`)).to.deep.equal([
			"a old",
			"b kept",
		]);
	});

	it("keeps what was flushed while later writes were under way", async () => {
		const { flush, flushNow } = controlledFlush();
		const disk = memoryDisk({ flush });
		const first = disk.commit(row("a", "1"));
		const second = disk.commit(row("b", "2"));
		await flushNow();
		expect(await Promise.all([first, second])).to.deep.equal([true, true]);
		disk.commit(row("c", "3"));
		disk.crash();
		expect(disk.range({ from: "a", to: "z" }).map(({ key }) => key)).to.deep.equal(["a", "b"]);
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
		const { flush, flushNow, lose } = controlledFlush();
		const disk = memoryDisk({ flush });
		const writing = commitNext(diskStore({ disk }), key, { entries: [sampleEntry("a")] });
		await flushNow();
		expect((await writing).committed.status).to.equal("committed");
		commitNext(diskStore({ disk }), key, {
			entries: [sampleEntry("b"), sampleEntry("c")],
			command: commandId("lost"),
		});
		await new Promise((resolve) => setImmediate(resolve));
		disk.crash();
		lose();
		const store = diskStore({ disk });
		expect((await store.load(key, commandId("lost"))).recorded).to.equal(undefined);
		expect((await store.load(key)).conversation?.position).to.equal(1);
		expect((await store.readEntries(key, { limit: 9 })).map(({ id }) => id)).to.deep.equal(["a"]);
	});

	it("does not acknowledge a repeat before what it repeats is safe", async () => {
		const { flush, flushNow } = controlledFlush();
		const store = diskStore({ disk: memoryDisk({ flush }) });
		const command = commandId("c");
		const first = commitNext(store, key, { command });
		await new Promise((resolve) => setImmediate(resolve));
		let answered = false;
		const repeat = commitNext(store, key, { command }).finally(() => {
			answered = true;
		});
		const loaded = Promise.resolve(store.load(key, command)).finally(() => {
			answered = true;
		});
		await new Promise((resolve) => setImmediate(resolve));
		expect(answered).to.equal(false);
		await flushNow();
		expect((await first).committed.status).to.equal("committed");
		expect((await repeat).committed.status).to.equal("repeated");
		expect((await loaded).recorded).not.to.equal(undefined);
	});
});
