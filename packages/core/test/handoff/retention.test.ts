import { expect } from "chai";
import { memoryStore, type Store } from "../../src/index.js";
import { diskStore } from "../../src/store/disk-store.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { manualClock } from "../support/manual-clock.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Days go by in few steps. */
const slowly: SceneOptions = { appLeaseMs: 100 * dayMs, parts: { sweepMs: hourMs } };

const textsOf = async (shop: Scene): Promise<readonly (string | undefined)[]> =>
	(await shop.log()).map((entry) => ("activity" in entry ? entry.activity.text : entry.type));

async function says(shop: Scene, ...words: readonly string[]): Promise<void> {
	for (const word of words) await shop.user.says(word);
}

describe("retention", () => {
	it("keeps everything if nothing else is said", async () => {
		const shop = scene(slowly);
		await says(shop, "one", "two", "three");
		const before = await shop.log();
		await shop.clock.advance(100 * dayMs);
		expect((await shop.log()).slice(0, before.length)).to.deep.equal(before);
	});

	it("keeps as many entries as it is told to", async () => {
		const shop = scene({ ...slowly, retention: { entries: 3 } });
		await says(shop, "one", "two", "three");
		await shop.clock.advance(60_000);
		expect(await textsOf(shop)).to.deep.equal(["You said: two", "three", "You said: three"]);
	});

	it("keeps entries for as long as it is told to", async () => {
		const shop = scene({ ...slowly, retention: { ageMs: dayMs } });
		await says(shop, "one");
		await shop.clock.advance(20 * hourMs);
		await says(shop, "two");
		await shop.clock.advance(5 * hourMs);
		expect(await textsOf(shop)).to.deep.equal(["sessionEnded", "two", "You said: two", "sessionEnded"]);
	});

	it("removes a conversation whose session is over and in which nobody has said anything for long", async () => {
		const shop = scene({ ...slowly, retention: { idleConversationMs: 7 * dayMs } });
		await says(shop, "one");
		await shop.clock.advance(6 * dayMs);
		expect((await shop.conversation()).session.open).to.equal(false);
		await shop.clock.advance(2 * dayMs);
		expect((await shop.store.load(shop.key)).conversation).to.equal(undefined);
		await says(shop, "hello again");
		expect((await textsOf(shop)).slice(0, 2)).to.deep.equal(["hello again", "You said: hello again"]);
	});

	it("keeps a conversation that a person holds, and what a desk has still to be told", async () => {
		const policy = { remindAfterMs: 900 * dayMs, releaseAfterMs: 900 * dayMs };
		const shop = scene({ ...slowly, policy, retention: { entries: 1, idleConversationMs: 7 * dayMs } });
		await says(shop, "one");
		await shop.ana.takeOver();
		await says(shop, "two");
		await shop.clock.advance(20 * dayMs);
		expect(await shop.control()).to.equal("held by desk/ana");
		expect(await textsOf(shop)).to.include("two");
	});

	it("is the work of one process of all, and of another when that one is gone", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const walks = [0, 0];
		const counted = (process: number): Store => ({
			...store,
			readConversations(limit, from) {
				walks[process] = (walks[process] ?? 0) + 1;
				return store.readConversations(limit, from);
			},
		});
		const shop = scene({ ...slowly, clock, store: counted(0), retention: { entries: 1 } });
		shop.alsoRun({ store: counted(1) });
		await clock.advance(3 * hourMs);
		expect(walks[0]).to.be.greaterThan(1);
		expect(walks[1]).to.equal(0);
		await shop.handoff.stop();
		await clock.advance(3 * hourMs);
		expect(walks[1]).to.be.greaterThan(1);
	});

	it("seals a store anew under its current key", async () => {
		const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
		const [disk, clock] = [memoryDisk(), manualClock()];
		const keys = (current: string) => ({ keys: { one, two }, current });
		const first = scene({ ...slowly, clock, store: diskStore({ disk, clock, encryption: keys("one") }) });
		await says(first, "secret");
		await first.handoff.stop();
		const second = scene({ ...slowly, clock, store: diskStore({ disk, clock, encryption: keys("two") }) });
		await second.clock.advance(3 * hourMs);
		const later = diskStore({ disk, clock, encryption: { keys: { two }, current: "two" } });
		expect((await later.readEntries(second.key, { limit: 1 }))[0]).to.have.nested.property(
			"activity.text",
			"secret",
		);
	});
});
