import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { open as openLmdb } from "lmdb";
import type { Store } from "../../src/conversation/store.js";
import { BatonError } from "../../src/error.js";
import type { Disk } from "../../src/store/disk.js";
import { diskStore } from "../../src/store/disk-store.js";
import { embeddedStore } from "../../src/store/embedded.js";
import { type MemoryDisk, memoryDisk } from "../../src/store/memory-disk.js";
import { createSealer, type Encryption } from "../../src/store/seal.js";
import {
	accountId,
	appId,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleEntry,
	sampleItem,
	sampleKey,
	userId,
} from "../../src/testing/sample-change.js";
import { storeContract } from "../../src/testing/store-contract.js";
import { dumpOf } from "./dump.js";

const [one, two] = [randomBytes(32), randomBytes(32).toString("base64")];
const first: Encryption = { keys: { one }, current: "one" };
const rotated: Encryption = { keys: { one, two }, current: "two" };
const later: Encryption = { keys: { two }, current: "two" };

storeContract("embedded, encrypted", async () => {
	const disk = memoryDisk();
	let now = 1_700_000_000_000;
	const open = () => diskStore({ disk, clock: { now: () => now }, encryption: first });
	return {
		store: open(),
		another: async () => open(),
		reopen: async () => open(),
		advance: (ms) => {
			now += ms;
		},
		dump: async () => dumpOf(disk),
		close: async () => {},
	};
});

const key = sampleKey("conversation-of-ann");
const ann = userId("ann@example.com");

async function fill(store: Store): Promise<void> {
	await commitNext(store, key, {
		command: commandId("in:mid.ann"),
		entries: [
			sampleEntry("a", { activity: { type: "message", text: "my card is 4929" }, to: [appId("desk")] }),
		],
		tell: [appId("desk")],
		outbox: [sampleItem("a")],
		deliveries: [{ entry: entryId("a"), state: "failed", nativeId: "native-of-ann" }],
		timers: [{ set: "session", afterMs: 1, about: "ann" }],
		state: { user: { id: ann, name: "Ann" } },
		lane: laneOf("process"),
	});
	await store.writeLink(ann, accountId("account-of-ann"));
	await store.writeFact("person:ann:plan", "gold", 1_000_000);
}

function codeOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		return error instanceof BatonError ? error.code : String(error);
	}
	return "nothing was thrown";
}

async function resealAll(store: Store, limit = 3): Promise<number> {
	let resealed = 0;
	let from: string | undefined;
	do {
		const step = await store.reseal?.(limit, from);
		resealed += step?.resealed ?? 0;
		from = step?.next;
	} while (from !== undefined);
	return resealed;
}

/** The disk with one row changed. */
function withRow(disk: Disk, changed: string, change: (value: string) => unknown): Disk {
	return {
		...disk,
		get(key) {
			const row = disk.get(key);
			return row === undefined || row.key !== changed
				? row
				: { ...row, value: change(String(row.value)) as never };
		},
	};
}

const flipped = (text: string, index: number, bit: number): string =>
	text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);

describe("a store that encrypts", () => {
	let disk: MemoryDisk;

	beforeEach(async () => {
		disk = memoryDisk();
		await fill(diskStore({ disk, encryption: first }));
	});

	it("shows nothing of what is in it, in values and in keys", () => {
		const dump = dumpOf(disk);
		// Short words come up by chance in what is sealed.
		for (const word of ["-of-ann", "@example", "my card", "card is", "account-of", "message", "mid.ann"])
			expect(dump).not.to.contain(word);
	});

	it("is read with its keys, by whoever opens it", async () => {
		const store = diskStore({ disk, encryption: first });
		expect((await store.load(key)).conversation?.user.name).to.equal("Ann");
		expect(await store.readConversationsOf(ann)).to.deep.equal([key]);
	});

	it("notices every flipped bit of a record", () => {
		const sealer = createSealer(first);
		const sealed = sealer.seal("the words of Ann", "place");
		for (let index = 0; index < sealed.length; index++) {
			for (let bit = 0; bit < 7; bit++) {
				const changed = flipped(sealed, index, bit);
				expect(
					codeOf(() => sealer.open(changed, "place")),
					changed,
				).to.equal("store-tampered");
			}
		}
		expect(sealer.open(sealed, "place")).to.equal("the words of Ann");
	});

	it("notices every flipped byte of a record in the database", async () => {
		const path = await mkdtemp(join(tmpdir(), "baton-sealed-"));
		const store = embeddedStore({ path, encryption: first });
		await fill(store);
		const rows = openLmdb<string, string>({ path, encoding: "string", useVersions: true, noSync: true });
		const [state] = rows.getRange({ start: "S ", end: "S!", versions: true });
		if (state?.version === undefined) throw new Error("There is no state");
		for (let index = 0; index < state.value.length; index++) {
			await rows.put(state.key, flipped(state.value, index, index % 7), state.version);
			expect(
				codeOf(() => store.load(key)),
				`byte ${index}`,
			).to.equal("store-tampered");
		}
		await rows.put(state.key, state.value, state.version + 1);
		expect(
			codeOf(() => store.load(key)),
			"version",
		).to.equal("store-tampered");
		await rows.put(state.key, state.value, state.version);
		expect((await store.load(key)).conversation?.user.name).to.equal("Ann");
		await store.close();
		await rows.close();
		await rm(path, { recursive: true });
	});

	it("notices a record that is cut, lengthened, or something else altogether", () => {
		const state = disk.range<string>({ from: "S", to: "S!" })[0];
		if (state === undefined) throw new Error("There is no state");
		for (const change of [
			(value: string) => value.slice(0, -4),
			(value: string) => `${value}AAAA`,
			(value: string) => `${value}=`,
			() => "",
			() => 7,
			() => ({ conversation: {} }),
		]) {
			const store = diskStore({ disk: withRow(disk, state.key, change), encryption: first });
			expect(codeOf(() => store.load(key))).to.equal("store-tampered");
		}
	});

	it("notices records that were swapped", async () => {
		const other = sampleKey("other");
		const store = diskStore({ disk, encryption: first });
		await commitNext(store, other);
		const [one, two] = disk.range<string>({ from: "S", to: "S!" });
		if (one === undefined || two === undefined) throw new Error("There are no two states");
		const swapped = withRow(
			withRow(disk, one.key, () => two.value),
			two.key,
			() => one.value,
		);
		const reader = diskStore({ disk: swapped, encryption: first });
		expect([codeOf(() => reader.load(key)), codeOf(() => reader.load(other))]).to.deep.equal([
			"store-tampered",
			"store-tampered",
		]);
	});

	it("reads what was written under an old key, and writes under the current one", async () => {
		const store = diskStore({ disk, encryption: rotated });
		expect((await store.load(key)).conversation?.user.name).to.equal("Ann");
		await commitNext(store, key);
		expect(disk.range<string>({ from: "S", to: "S!" })[0]?.value).to.match(/^two\./);
		expect(disk.range<string>({ from: "E", to: "E!" })[0]?.value).to.match(/^one\./);
	});

	it("no longer needs an old key after everything was sealed anew", async () => {
		const store = diskStore({ disk, encryption: rotated });
		expect(codeOf(() => diskStore({ disk, encryption: later }))).to.equal("store-key-missing");
		expect(await resealAll(store)).to.be.greaterThan(10);
		expect(codeOf(() => diskStore({ disk, encryption: later }))).to.equal("store-key-missing");
		expect(await resealAll(store)).to.equal(0);
		expect(dumpOf(disk)).not.to.contain("one.");
		const again = diskStore({ disk, encryption: later });
		expect((await again.load(key)).conversation?.user.name).to.equal("Ann");
		expect(await again.readFact("person:ann:plan")).to.equal("gold");
	});

	it("loses nothing that is written while it is sealed anew", async () => {
		const store = diskStore({ disk, encryption: rotated });
		const resealing = resealAll(store, 2);
		for (let index = 0; index < 20; index++)
			await commitNext(store, key, { entries: [sampleEntry(`n${index}`)] });
		await resealing;
		expect((await store.readEntries(key, { limit: 99 })).map(({ position }) => position)).to.have.length(21);
		expect((await store.load(key)).conversation?.version).to.equal(21);
	});

	it("says which key is wrong, and what else is the matter with keys", () => {
		const wrong: Encryption = { keys: { one: randomBytes(32) }, current: "one" };
		expect(codeOf(() => diskStore({ disk, encryption: wrong }))).to.equal("store-wrong-key");
		expect(codeOf(() => diskStore({ disk }))).to.equal("store-sealed");
		expect(codeOf(() => diskStore({ disk, encryption: { keys: { one }, current: "two" } }))).to.equal(
			"bad-encryption-options",
		);
		expect(codeOf(() => createSealer({ keys: { one: "short" }, current: "one" }))).to.equal(
			"bad-encryption-options",
		);
		expect(codeOf(() => createSealer({ keys: { "a b": one }, current: "a b" }))).to.equal(
			"bad-encryption-options",
		);
	});

	it("does not begin in a store that has something unencrypted in it", async () => {
		const open = memoryDisk();
		await fill(diskStore({ disk: open }));
		expect(codeOf(() => diskStore({ disk: open, encryption: first }))).to.equal("store-not-sealed");
	});
});
