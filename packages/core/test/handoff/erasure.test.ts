import { inspect } from "node:util";
import { expect } from "chai";
import {
	BatonError,
	type ConversationKey,
	type Delivery,
	memoryStore,
	personFact,
	type Signal,
	type Store,
} from "../../src/index.js";
import { diskStore } from "../../src/store/disk-store.js";
import { memoryData } from "../../src/store/memory-data.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { dumpOf } from "../store/dump.js";
import { type ManualClock, manualClock } from "../support/manual-clock.js";
import { type Scene, scene } from "../support/scene.js";

const canary = "canary7f3a";

/** A store and everything that it keeps, as text. */
interface Kept {
	readonly store: Store;
	readonly dump: () => string;
}

const stores: Readonly<Record<string, (clock: ManualClock) => Kept>> = {
	"in memory"(clock) {
		const data = memoryData();
		const all = { depth: Infinity, maxArrayLength: null, maxStringLength: null };
		return { store: memoryStore({ data, clock }), dump: () => inspect(data, all) };
	},
	"on a disk"(clock) {
		const disk = memoryDisk();
		return { store: diskStore({ disk, clock }), dump: () => dumpOf(disk) };
	},
};

/** A person with two conversations, a desk that holds one of them, and whatever the store keeps of it all. */
async function busyPerson(kind = "in memory") {
	const clock = manualClock();
	const { store, dump } = stores[kind]?.(clock) ?? expect.fail(`There is no store ${kind}`);
	const told: Signal[] = [];
	const shop = scene({ clock, store });
	shop.handoff.subscribe((signal) => told.push(signal));
	const second = shop.other("c2");
	await shop.user.says(`my name is ${canary}`);
	await second.user.says(`it is ${canary} again`);
	const user = (await shop.conversation()).user.id;
	await shop.handoff.accounts.link(shop.key, `account of ${canary}` as never);
	await shop.store.writeFact(personFact(user, "plan"), canary, 1_000_000);
	await shop.ana.takeOver();
	await shop.ana.says(`hello ${canary}`);
	await shop.handoff.reportDelivery(shop.key, await lastSaid(shop));
	return { shop, second, user, told, dump };
}

/** A report that what the desk said last was not delivered, after all. */
async function lastSaid(shop: Scene): Promise<Delivery> {
	const entry = (await shop.logged("appSaid")).at(-1)?.id ?? expect.fail("The desk has said nothing");
	return { entry, state: "read", error: canary, nativeId: `mid.${canary}`, reaction: canary };
}

describe("erasing a person", () => {
	for (const kind of Object.keys(stores)) {
		it(`leaves nothing of them ${kind}, and says how much there was`, async () => {
			const { shop, second, user, dump } = await busyPerson(kind);
			expect(dump()).to.contain(canary).and.to.contain(user);
			const { conversations, removed } = await shop.handoff.erase({ user });
			expect(conversations).to.have.members([shop.key, second.key]);
			expect(removed.entries).to.be.greaterThan(5);
			expect(removed).to.deep.include({ links: 1, facts: 1 });
			for (const trace of [canary, user, shop.key, second.key]) expect(dump()).not.to.contain(trace);
		});
	}

	it("can be asked for with one of their conversations", async () => {
		const { shop, second, dump } = await busyPerson();
		const { conversations } = await shop.handoff.erase({ conversation: second.key });
		expect(conversations).to.have.members([shop.key, second.key]);
		expect(dump()).not.to.contain(canary);
	});

	it("can be asked for again, by the same conversation, if it failed midway", async () => {
		const { shop, second, user, dump } = await busyPerson();
		const { store } = shop;
		const failing = shop.alsoRun({
			store: {
				...store,
				eraseUser() {
					throw new BatonError("store-failed", "Cannot reach the store: connection lost");
				},
			},
		}).handoff;
		const failed = await failing.erase({ conversation: shop.key }).catch((error: unknown) => error);
		expect(failed).to.be.instanceOf(BatonError).with.property("code", "store-failed");
		expect((await store.load(second.key)).conversation).to.equal(undefined);
		const { removed } = await shop.handoff.erase({ conversation: shop.key });
		expect(removed).to.deep.include({ links: 1, facts: 1 });
		for (const trace of [canary, user]) expect(dump()).not.to.contain(trace);
		await failing.stop();
	});

	it("tells the desks that the conversations are gone", async () => {
		const { shop, second, user, told } = await busyPerson();
		await shop.handoff.erase({ user });
		const gone = told.filter((signal) => signal.type === "erased");
		expect(gone.map(({ key }) => key)).to.have.members([shop.key, second.key]);
		expect(gone[0]).to.deep.include({ bot: "shop", to: ["desk"] });
	});

	it("says where something may remain", async () => {
		const { shop, user } = await busyPerson();
		const { remains } = await shop.handoff.erase({ user });
		expect(remains.join()).to.contain("bot and its host").and.to.contain("platform");
	});

	it("leaves others alone", async () => {
		const { shop, user } = await busyPerson();
		const other = shop.other("c3", "agus");
		await other.user.says("I am somebody else");
		await shop.handoff.erase({ user });
		expect(await shop.store.readEntries(other.key, { limit: 9 })).to.have.length(2);
	});

	it("removes nothing twice, and finds nothing the second time", async () => {
		const { shop, user } = await busyPerson();
		await shop.handoff.erase({ user });
		const { conversations, removed } = await shop.handoff.erase({ user });
		expect(conversations).to.deep.equal([]);
		expect(Object.values(removed).every((count) => count === 0)).to.equal(true);
	});
});

describe("after a person was erased", () => {
	const at = (shop: Scene, ms: number) => ({ timestamp: new Date(shop.clock.now() + ms) });
	const entries = (shop: Scene, key: ConversationKey) => shop.store.readEntries(key, { limit: 99 });

	it("hears nothing that they had said before", async () => {
		const { shop, user, dump } = await busyPerson();
		await shop.handoff.erase({ user });
		await shop.user.says(`late ${canary}`, at(shop, -1_000));
		expect(await entries(shop, shop.key)).to.deep.equal([]);
		await shop.user.says("something new", at(shop, 1_000));
		await shop.user.says(`late again ${canary}`, at(shop, -60_000));
		expect(dump()).not.to.contain(canary);
	});

	it("answers what they say later, in a conversation that knows nothing of before", async () => {
		const { shop, user } = await busyPerson();
		const { position, control } = await shop.conversation();
		await shop.handoff.erase({ user });
		await shop.user.says("hello", at(shop, 1_000));
		const log = await entries(shop, shop.key);
		expect(log.map(({ type }) => type)).to.deep.equal(["userSaid", "botSaid"]);
		expect(log[0]?.position).to.equal(position + 1);
		const begun = await shop.conversation();
		expect(begun.control).to.deep.equal({ phase: "bot", epoch: control.epoch + 1 });
		expect(begun.user.account).to.equal(undefined);
	});

	it("keeps nothing of a turn that was under way", async () => {
		const asked = promised();
		const answer = promised();
		const shop = scene({
			async bot(context) {
				asked.resolve();
				await answer;
				await context.sendActivity(`you said ${context.activity.text}`);
			},
		});
		const turn = shop.user.says(canary);
		await asked;
		const { user } = await shop.conversation();
		await shop.handoff.erase({ user: user.id });
		answer.resolve();
		await turn;
		expect((await shop.store.load(shop.key)).conversation).to.equal(undefined);
		expect(await shop.store.readConversationsOf(user.id)).to.deep.equal([]);
	});
});

function promised(): Promise<void> & { resolve(): void } {
	let resolve = (): void => {};
	const promise = new Promise<void>((fulfil) => {
		resolve = fulfil;
	});
	return Object.assign(promise, { resolve });
}
