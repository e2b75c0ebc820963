import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { open as openLmdb } from "lmdb";
import type { Store } from "../../src/conversation/store.js";
import { BatonError } from "../../src/error.js";
import { embeddedStore } from "../../src/store/embedded.js";
import { lmdbDisk } from "../../src/store/lmdb-disk.js";
import { commandId, commitNext, sampleEntry, sampleKey } from "../../src/testing/sample-change.js";
import { storeContract } from "../../src/testing/store-contract.js";
import { together } from "../../src/testing/store-contract-fixture.js";
import { dumpOf } from "./dump.js";

storeContract("embedded", async () => {
	const path = await mkdtemp(join(tmpdir(), "baton-store-"));
	let now = 1_700_000_000_000;
	const opened: Store[] = [];
	const open = (): Store => {
		const store = embeddedStore({ path, clock: { now: () => now } });
		opened.push(store);
		return store;
	};
	const closeAll = async (): Promise<void> => {
		for (const store of opened.splice(0)) await store.close();
	};
	return {
		store: open(),
		another: async () => open(),
		async reopen() {
			await closeAll();
			return open();
		},
		advance: (ms) => {
			now += ms;
		},
		async dump() {
			const disk = lmdbDisk({ path, flush: true });
			const text = dumpOf(disk);
			await disk.close();
			return text;
		},
		async close() {
			await closeAll();
			await rm(path, { recursive: true });
		},
	};
});

describe("the embedded store", () => {
	let path: string;

	beforeEach(async () => {
		path = await mkdtemp(join(tmpdir(), "baton-store-"));
	});

	afterEach(() => rm(path, { recursive: true }));

	it("says what is wrong if it cannot be opened", () => {
		expect(() => embeddedStore({ path: "/dev/null/store" }))
			.to.throw("[store-failed] Cannot open the embedded store")
			.with.property("cause");
	});

	it("refuses data that a version of another layout wrote", async () => {
		const rows = openLmdb<string, string>({ path, encoding: "string", useVersions: true });
		await rows.put("_ layout", "1", 1);
		await rows.close();
		expect(() => embeddedStore({ path })).to.throw(
			"[store-layout-unknown] Cannot open the store: it has layout 1",
		);
	});

	it("tells what goes wrong underneath as store-failed", async () => {
		const store = embeddedStore({ path });
		await store.close();
		const failed = await commitNext(store, sampleKey()).catch((error: unknown) => error);
		expect(failed).to.be.instanceOf(BatonError).with.property("code", "store-failed");
		expect(failed).to.have.property("cause").that.is.instanceOf(Error);
	});

	it("acknowledges without the flush if it is told to, and has everything when it is opened again", async () => {
		const store = embeddedStore({ path, flush: false });
		await commitNext(store, sampleKey(), { entries: [sampleEntry("a")] });
		await store.close();
		const again = embeddedStore({ path });
		expect((await again.load(sampleKey())).conversation?.position).to.equal(1);
		await again.close();
	});

	it("forgets commands after the time for which it remembers them, a few with each commit", async () => {
		let now = 1_000_000;
		const store = embeddedStore({ path, clock: { now: () => now }, rememberMs: 100 });
		const command = commandId("c");
		for (let index = 0; index < 20; index++) await commitNext(store, sampleKey(`${index}`), { command });
		now += 100;
		expect((await store.load(sampleKey("7"), command)).recorded).not.to.equal(undefined);
		now += 100;
		for (let index = 0; index < 3; index++) await commitNext(store, sampleKey("later"));
		await store.close();
		const rows = openLmdb<string, string>({ path, encoding: "string", useVersions: true });
		expect([...rows.getKeys({ start: "c ", end: "c!" })]).to.deep.equal([]);
		await rows.close();
	});

	it("writes for a long time, past the size that it began with", async () => {
		const store = embeddedStore({ path });
		const text = "x".repeat(20_000);
		await together(200, async (index) => {
			const entries = [sampleEntry("a", { activity: { type: "message", text } })];
			return commitNext(store, sampleKey(`${index}`), { entries });
		});
		for (let index = 0; index < 200; index++) {
			const [entry] = await store.readEntries(sampleKey(`${index}`), { limit: 1 });
			expect(entry).to.have.nested.property("activity.text", text);
		}
		await store.close();
	});
});
