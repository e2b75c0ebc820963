import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { CommandId } from "../../src/conversation/command.js";
import type { ConversationKey } from "../../src/conversation/key.js";
import type { ProcessId } from "../../src/conversation/participants.js";
import type { Spool, Spooled } from "../../src/conversation/spool.js";
import { embeddedSpool } from "../../src/store/embedded.js";
import { botId, sampleKey, userId } from "../../src/testing/sample-change.js";
import { together } from "../../src/testing/store-contract-fixture.js";

const [key, other] = [sampleKey("one"), sampleKey("other / ü")];
const [first, second] = ["first", "second"] as unknown as readonly [ProcessId, ProcessId];

function said(id: string, of: ConversationKey = key): Spooled {
	const reference = { channelId: "web", conversation: { id: "one" } };
	const opening = { bot: botId("bot"), user: { id: userId("ann") }, reference };
	const activity = { type: "message", id, text: `words of ${id}` };
	return { key: of, at: 1_000, command: { type: "hear", id: id as CommandId, opening, activity } };
}

describe("an embedded spool", () => {
	let path: string;
	let opened: Spool[];
	let now: number;

	beforeEach(async () => {
		path = await mkdtemp(join(tmpdir(), "baton-spool-"));
		opened = [];
		now = 1_000_000;
	});

	afterEach(async () => {
		for (const spool of opened) await spool.close();
		await rm(path, { recursive: true });
	});

	function open(more: Partial<Parameters<typeof embeddedSpool>[0]> = {}): Spool {
		const spool = embeddedSpool({ path, clock: { now: () => now }, ...more });
		opened.push(spool);
		return spool;
	}

	const idsOf = (spool: Spool, of = key) => spool.read(of, 99).map(({ command }) => command.id);

	it("keeps what was said in the order in which it came, each conversation by itself", async () => {
		const spool = open();
		for (const id of ["b", "a", "c"]) expect(await spool.add(said(id))).to.equal(true);
		await spool.add(said("b", other));
		expect(idsOf(spool)).to.deep.equal(["b", "a", "c"]);
		expect(idsOf(spool, other)).to.deep.equal(["b"]);
		expect(spool.readKeys(9)).to.have.members([key, other]);
		expect(spool.read(key, 1)).to.deep.equal([said("b")]);
	});

	it("keeps it once, however often and from wherever it comes", async () => {
		const spools = [open(), open()] as const;
		const added = await together(20, (index) => spools[index % 2 === 0 ? 0 : 1].add(said(`m${index % 5}`)));
		expect(added.filter(Boolean)).to.have.length(5);
		expect(new Set(idsOf(spools[0])).size).to.equal(5);
	});

	it("says of a conversation whether anything waits, until it was taken out", async () => {
		const spool = open();
		expect(spool.holds(key)).to.equal(false);
		await spool.add(said("a"));
		await spool.add(said("b"));
		await spool.remove([said("a")]);
		expect(spool.holds(key)).to.equal(true);
		await spool.remove([said("a"), said("b")]);
		expect([spool.holds(key), spool.readKeys(9)]).to.deep.equal([false, []]);
		await spool.remove([said("b")]);
		await spool.add(said("c"));
		expect(idsOf(spool)).to.deep.equal(["c"]);
	});

	it("sets aside what can never be said", async () => {
		const spool = open();
		for (const id of ["a", "b"]) await spool.add(said(id));
		await spool.setAside(said("a"), "It cannot be read");
		expect(idsOf(spool)).to.deep.equal(["b"]);
		expect(spool.readAside(9)).to.deep.equal([{ ...said("a"), why: "It cannot be read" }]);
		await spool.remove([said("b")]);
		await spool.remove([said("a")]);
		expect([spool.readAside(9), spool.holds(key)]).to.deep.equal([[], false]);
	});

	it("has everything when it is opened again", async () => {
		const spool = open();
		for (const id of ["a", "b"]) await spool.add(said(id));
		await spool.close();
		opened = [];
		expect(idsOf(open())).to.deep.equal(["a", "b"]);
	});

	it("lets one process at a time take things out, and another when that one is gone", async () => {
		const [one, two] = [open(), open()];
		expect(await one.claim(first, 100)).to.equal(true);
		expect(await two.claim(second, 100)).to.equal(false);
		expect(await one.claim(first, 100)).to.equal(true);
		now += 101;
		expect(await two.claim(second, 100)).to.equal(true);
	});

	it("can be encrypted", async () => {
		const encryption = { keys: { a: randomBytes(32) }, current: "a" };
		const spool = open({ encryption });
		await spool.add(said("a"));
		expect(idsOf(spool)).to.deep.equal(["a"]);
		expect(spool.read(key, 1)[0]?.command.activity.text).to.equal("words of a");
		expect((await readFile(join(path, "data.mdb"))).includes("words of")).to.equal(false);
		expect(() => embeddedSpool({ path })).to.throw("[store-sealed]");
	});
});
