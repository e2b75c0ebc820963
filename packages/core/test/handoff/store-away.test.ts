import { expect } from "chai";
import {
	BatonError,
	type Handoff,
	memoryStore,
	type Received,
	type Signal,
	type Spool,
} from "../../src/index.js";
import { diskSpool } from "../../src/store/disk-spool.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import type { Encryption } from "../../src/store/seal.js";
import { breakable } from "../support/breakable.js";
import { manualClock } from "../support/manual-clock.js";
import { recordingChannel } from "../support/recording-channel.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

async function shopWithSpool(more: SceneOptions = {}) {
	const clock = manualClock();
	const { store, ...control } = breakable(memoryStore({ clock }));
	const disk = memoryDisk();
	const spool = (): Spool => diskSpool({ disk, clock });
	const heard: unknown[] = [];
	const shop = scene({
		clock,
		store,
		spool: spool(),
		async bot(context) {
			if (context.activity.type !== "message") return;
			heard.push(context.activity.text);
			await context.sendActivity(`You said: ${context.activity.text}`);
		},
		...more,
	});
	const signals: Signal[] = [];
	shop.handoff.subscribe((signal) => signals.push(signal));
	const outages = () => signals.flatMap((signal) => (signal.type === "outage" ? [signal.state] : []));
	return { shop, spool, heard, outages, ...control };
}

/** As a channel that acknowledges by itself gives it in. */
function receive(handoff: Handoff, text: string, id = text): Promise<Received> {
	return handoff.receive({
		...{ type: "message", id, channelId: "test", text },
		...{ recipient: { id: "page" }, from: { id: "siti" }, conversation: { id: "c1" } },
	});
}

const said = async (shop: Scene): Promise<readonly (string | undefined)[]> =>
	(await shop.logged("userSaid")).map(({ activity }) => activity.text);

describe("while the store is away", () => {
	it("keeps what users say, and hears it in order when the store is back", async () => {
		const { shop, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		goAway();
		for (const word of ["two", "three"]) await shop.user.says(word);
		comeBack();
		await shop.clock.advance(2_000);
		expect(await said(shop)).to.deep.equal(["one", "two", "three"]);
	});

	it("gives words that were said one after the other to the bot as one turn, marked late", async () => {
		const marks: unknown[] = [];
		const { shop, heard, goAway, comeBack } = await shopWithSpool({
			async bot({ activity, sendActivity: _ }) {
				heard.push(activity.text);
				marks.push((activity.channelData as { late?: unknown } | undefined)?.late);
			},
		});
		goAway();
		const at = shop.clock.now();
		for (const word of ["I want to return", "the blue shoes"]) await shop.user.says(word);
		comeBack();
		await shop.clock.advance(2_000);
		expect(heard).to.deep.equal(["I want to return\nthe blue shoes"]);
		expect(marks[0]).to.be.within(at, at + 1_000);
		const log = await shop.logged("userSaid");
		expect(log.map(({ late }) => late?.earlier.length)).to.deep.equal([0, 1]);
		expect((await shop.conversation()).turns).to.deep.equal([]);
	});

	it("keeps a button apart from words, so that each is answered as what it is", async () => {
		const { shop, heard, goAway, comeBack } = await shopWithSpool();
		goAway();
		await shop.user.says("one");
		await shop.user.presses("order", { id: 7 });
		await shop.user.says("two");
		await shop.user.says("three");
		comeBack();
		await shop.clock.advance(5_000);
		expect(heard).to.deep.equal(["one", undefined, "two\nthree"]);
		expect((await shop.logged("userSaid"))[1]?.postback).to.deep.equal({ type: "order", payload: { id: 7 } });
	});

	it("lets what comes later queue behind what waits", async () => {
		const { shop, spool, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		goAway();
		await shop.user.says("two");
		comeBack();
		expect(spool().holds(shop.key)).to.equal(true);
		await shop.user.says("three");
		await shop.clock.advance(2_000);
		expect(await said(shop)).to.deep.equal(["one", "two", "three"]);
		expect(spool().holds(shop.key)).to.equal(false);
	});

	it("loses nothing when the process ends before the store is back", async () => {
		const { shop, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		goAway();
		await shop.user.says("two");
		await shop.restart();
		comeBack();
		await shop.clock.advance(40_000);
		expect(await said(shop)).to.deep.equal(["one", "two"]);
	});

	it("seals what waits anew when the key has changed, so that the old one is free", async () => {
		const [disk, clock] = [memoryDisk(), manualClock()];
		const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
		const spoolWith = (keys: Encryption["keys"], current: string): Spool =>
			diskSpool({ disk, clock, encryption: { keys, current } });
		const { store, goAway } = breakable(memoryStore({ clock }));
		const shop = scene({ clock, store, spool: spoolWith({ one }, "one") });
		goAway();
		await shop.user.says("secret");
		await shop.handoff.stop();
		expect(() => spoolWith({ two }, "two")).to.throw("[store-key-missing]");
		shop.alsoRun({ spool: spoolWith({ one, two }, "two") });
		await clock.advance(1_000);
		expect(spoolWith({ two }, "two").read(shop.key, 9)).to.have.length(1);
	});

	it("refuses what desks command, and keeps nothing of it", async () => {
		const { shop, spool, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		await shop.ana.takeOver();
		goAway();
		const failed = await shop.ana.says("hello").catch((error: unknown) => error);
		expect(failed).to.be.instanceOf(BatonError).with.property("code", "store-failed");
		expect(spool().readKeys(9)).to.deep.equal([]);
		comeBack();
		await shop.clock.advance(2_000);
		expect(await shop.user.sees()).not.to.include("HUMAN Ana: hello");
	});

	it("says nothing of the bot's where a person has taken control meanwhile", async () => {
		const { shop, heard, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		await shop.ana.takeOver();
		goAway();
		await shop.user.says("two");
		comeBack();
		await shop.clock.advance(2_000);
		expect(heard).to.deep.equal(["one"]);
		expect(await shop.told("desk")).to.include("userSaid");
	});

	it("counts the time that a channel leaves for an answer from when it was said", async () => {
		const hourMs = 3_600_000;
		const channel = { ...recordingChannel(), window: { botMs: hourMs, humanMs: hourMs } };
		const { shop, goAway, comeBack } = await shopWithSpool({ channel });
		goAway();
		const at = shop.clock.now();
		await shop.user.says("one");
		await shop.clock.advance(60_000);
		comeBack();
		await shop.clock.advance(2_000);
		expect((await shop.conversation()).replyUntil).to.equal(at + hourMs);
	});

	it("tells desks when it begins and when all was heard", async () => {
		const { shop, outages, goAway, comeBack } = await shopWithSpool();
		goAway();
		for (const word of ["one", "two"]) await shop.user.says(word);
		await shop.clock.advance(5_000);
		expect(outages()).to.deep.equal(["began"]);
		comeBack();
		await shop.clock.advance(2_000);
		expect(outages()).to.deep.equal(["began", "ended"]);
	});

	it("says at once that nothing can be kept if the spool is gone, too", async () => {
		const clock = manualClock();
		const { store, goAway } = breakable(memoryStore({ clock }));
		const full = async (): Promise<void> => {
			throw new Error("no space left on device");
		};
		const spool = diskSpool({ disk: memoryDisk({ flush: full }), clock });
		const shop = scene({ clock, store, spool });
		await shop.user.says("one");
		goAway();
		const failed = await receive(shop.handoff, "two").catch((error: unknown) => error);
		expect(failed).to.be.instanceOf(BatonError).with.property("code", "nowhere-to-keep");
	});

	it("keeps nothing without a spool, so that the platform sends it again", async () => {
		const { shop, goAway } = await shopWithSpool({ spool: undefined });
		await shop.user.says("one");
		goAway();
		const failed = await receive(shop.handoff, "two").catch((error: unknown) => error);
		expect(failed).to.be.instanceOf(BatonError).with.property("code", "store-failed");
	});
});

describe("repeats, with the store away in between", () => {
	const again = { id: "m1" };

	it("are dropped while it waits", async () => {
		const { shop, goAway, comeBack } = await shopWithSpool();
		goAway();
		for (let time = 0; time < 3; time++) await shop.user.says("hello", again);
		comeBack();
		await shop.clock.advance(2_000);
		expect(await said(shop)).to.deep.equal(["hello"]);
	});

	it("are dropped after it was heard", async () => {
		const { shop, heard, goAway, comeBack } = await shopWithSpool();
		goAway();
		await shop.user.says("hello", again);
		comeBack();
		await shop.clock.advance(2_000);
		await shop.user.says("hello", again);
		expect(await said(shop)).to.deep.equal(["hello"]);
		expect(heard).to.deep.equal(["hello"]);
	});

	it("are dropped if it was heard before the store went away", async () => {
		const { shop, heard, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("hello", again);
		goAway();
		await shop.user.says("hello", again);
		await shop.user.says("and this");
		comeBack();
		await shop.clock.advance(2_000);
		expect(await said(shop)).to.deep.equal(["hello", "and this"]);
		expect(heard).to.deep.equal(["hello", "and this"]);
	});

	it("are dropped of each of two machines", async () => {
		const clock = manualClock();
		const { store, goAway, comeBack } = breakable(memoryStore({ clock }));
		const machine = (): Spool => diskSpool({ disk: memoryDisk(), clock });
		const shop = scene({ clock, store, spool: machine() });
		const other = shop.alsoRun({ spool: machine() });
		goAway();
		await shop.user.says("hello", again);
		const { outcome } = await receive(other.handoff, "hello", again.id);
		expect(outcome).to.deep.include({ status: "done", spooled: true });
		comeBack();
		await clock.advance(2_000);
		expect(await said(shop)).to.deep.equal(["hello"]);
	});
});

describe("a person who is erased while something of theirs waits", () => {
	it("is not heard of again", async () => {
		const { shop, spool, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		const { user } = await shop.conversation();
		goAway();
		await shop.user.says("two");
		comeBack();
		const { removed } = await shop.handoff.erase({ user: user.id });
		expect(removed.entries).to.equal(3);
		expect(spool().holds(shop.key)).to.equal(false);
		await shop.clock.advance(2_000);
		expect((await shop.store.load(shop.key)).conversation).to.equal(undefined);
	});

	it("has nothing left of what could never be heard", async () => {
		const { shop, spool, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		const { user } = await shop.conversation();
		goAway();
		await shop.user.says("two");
		const [item] = spool().read(shop.key, 1);
		if (item !== undefined) await spool().setAside(item, "It cannot be read");
		comeBack();
		expect(spool().readAside(9)).to.have.length(1);
		await shop.handoff.erase({ user: user.id });
		expect(spool().readAside(9)).to.deep.equal([]);
	});

	it("is not heard of again from another machine", async () => {
		const { shop, spool, goAway, comeBack } = await shopWithSpool();
		await shop.user.says("one");
		goAway();
		await shop.user.says("two");
		comeBack();
		await shop.store.erase(shop.key);
		await shop.clock.advance(2_000);
		expect((await shop.store.load(shop.key)).conversation).to.equal(undefined);
		expect(spool().holds(shop.key)).to.equal(false);
	});
});
