import { expect } from "chai";
import { describe } from "mocha";
import type { Epoch } from "../control/control.js";
import type { IndexFacts } from "../conversation/change.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Listed, Store } from "../conversation/store.js";
import {
	accountId,
	appId,
	botId,
	commitNext,
	sampleBot,
	sampleFacts,
	sampleKey,
	userId,
} from "./sample-change.js";
import { type OpenStore, onStore, together } from "./store-contract-fixture.js";

const desk = appId("desk");

const namesOf = (listed: readonly Listed[]): readonly string[] =>
	listed.map(({ key }) => key.slice("web/shop/".length));

async function listed(
	store: Store,
	name: string,
	{ before, after }: { before?: IndexFacts; after: IndexFacts },
) {
	await commitNext(store, sampleKey(name), { index: { before, after } });
}

export function listingContract(open: OpenStore): void {
	describe("a listing", () => {
		waiting(open);
		left(open);
		held(open);
		opened(open);
		taught(open);
	});
	describe("a link", () => links(open));
	describe("the presence of an app", () => presence(open));
}

function waiting(open: OpenStore): void {
	onStore(open, "of those who wait has the longest waiting first", async ({ store }) => {
		for (const [name, since] of [
			["b", 1_000_000],
			["a", 20],
			["d", 3],
			["c", 100],
		] as const) {
			await listed(store, name, { after: sampleFacts({ waitingSince: since }) });
		}
		expect(namesOf(await store.readWaiting(9))).to.deep.equal(["d", "a", "c", "b"]);
		expect(namesOf(await store.readWaiting(2))).to.deep.equal(["d", "a"]);
		expect(await store.readWaiting(1)).to.deep.equal([{ key: sampleKey("d"), bot: sampleBot, since: 3 }]);
		expect(await store.readWaiting(0)).to.deep.equal([]);
	});

	onStore(open, "loses those who no longer wait, and moves those who wait anew", async ({ store }) => {
		const [before, later] = [sampleFacts({ waitingSince: 1 }), sampleFacts({ waitingSince: 9 })];
		for (const name of ["a", "b", "c"]) await listed(store, name, { after: before });
		await listed(store, "a", { before, after: sampleFacts() });
		await listed(store, "b", { before, after: later });
		expect(namesOf(await store.readWaiting(9))).to.deep.equal(["c", "b"]);
	});

	onStore(open, "is left alone by changes that do not touch it", async ({ store }) => {
		await listed(store, "a", { after: sampleFacts({ waitingSince: 1, holder: desk, openSince: 1 }) });
		await commitNext(store, sampleKey("a"));
		const lists = [
			await store.readWaiting(9),
			await store.readHeldBy(desk),
			await store.readOpen(sampleBot, 9),
		];
		expect(lists.map(namesOf)).to.deep.equal([["a"], ["a"], ["a"]]);
	});
}

function left(open: OpenStore): void {
	onStore(
		open,
		"of messages that were left has the oldest first, until they are taken",
		async ({ store }) => {
			const at = (leftSince: number) => sampleFacts({ leftSince });
			for (const [name, since] of [
				["b", 1_000_000],
				["a", 20],
				["c", 100],
			] as const) {
				await listed(store, name, { after: at(since) });
			}
			expect(namesOf(await store.readLeft(9))).to.deep.equal(["a", "c", "b"]);
			expect(await store.readLeft(1)).to.deep.equal([{ key: sampleKey("a"), bot: sampleBot, since: 20 }]);
			expect(await store.readWaiting(9)).to.deep.equal([]);
			await listed(store, "a", { before: at(20), after: sampleFacts() });
			await commitNext(store, sampleKey("c"));
			expect(namesOf(await store.readLeft(9))).to.deep.equal(["c", "b"]);
		},
	);
}

function heldBy(since: number): Partial<Conversation> {
	const holder = { app: desk, kind: "human", person: undefined } as const;
	return { control: { phase: "held", epoch: 2 as Epoch, holder, human: undefined, since } };
}

function held(open: OpenStore): void {
	onStore(open, "of what an app holds follows the holder", async ({ store }) => {
		const [byDesk, byOther] = [sampleFacts({ holder: desk }), sampleFacts({ holder: appId("other") })];
		await listed(store, "a", { after: byDesk });
		await listed(store, "b", { after: byDesk });
		await listed(store, "c", { after: byOther });
		await listed(store, "a", { before: byDesk, after: byOther });
		expect(namesOf(await store.readHeldBy(desk))).to.deep.equal(["b"]);
		expect(namesOf(await store.readHeldBy(appId("other")))).to.have.members(["a", "c"]);
		await listed(store, "b", { before: byDesk, after: sampleFacts() });
		expect(await store.readHeldBy(desk)).to.deep.equal([]);
	});

	onStore(open, "of what an app holds says since when", async ({ store }) => {
		const index = { before: undefined, after: sampleFacts({ holder: desk }) };
		await commitNext(store, sampleKey("a"), { index, state: heldBy(77) });
		expect(await store.readHeldBy(desk)).to.deep.equal([{ key: sampleKey("a"), bot: sampleBot, since: 77 }]);
	});
}

function opened(open: OpenStore): void {
	onStore(open, "of a bot's open sessions has the newest first", async ({ store }) => {
		for (const [name, since] of [
			["b", 1_000_000],
			["a", 20],
			["d", 3],
			["c", 100],
		] as const) {
			await listed(store, name, { after: sampleFacts({ openSince: since }) });
		}
		await listed(store, "e", { after: sampleFacts({ bot: botId("other"), openSince: 5 }) });
		expect(namesOf(await store.readOpen(sampleBot, 9))).to.deep.equal(["b", "c", "a", "d"]);
		expect(namesOf(await store.readOpen(sampleBot, 2))).to.deep.equal(["b", "c"]);
		expect(namesOf(await store.readOpen(botId("other"), 2))).to.deep.equal(["e"]);
		expect(await store.readOpen(botId("nobody"), 2)).to.deep.equal([]);
	});

	onStore(open, "of open sessions loses those that end", async ({ store }) => {
		const before = sampleFacts({ openSince: 5 });
		for (const name of ["a", "b"]) await listed(store, name, { after: before });
		await listed(store, "a", { before, after: sampleFacts() });
		expect(namesOf(await store.readOpen(sampleBot, 9))).to.deep.equal(["b"]);
		await listed(store, "a", { before: sampleFacts(), after: sampleFacts({ openSince: 9 }) });
		expect(namesOf(await store.readOpen(sampleBot, 9))).to.deep.equal(["a", "b"]);
	});
}

function taught(open: OpenStore): void {
	onStore(open, "of what people taught a bot has the latest first, each once", async ({ store }) => {
		const at = (taughtAt: number) => sampleFacts({ taughtAt });
		for (const [name, taughtAt] of [
			["b", 1_000_000],
			["a", 20],
			["c", 100],
		] as const) {
			await listed(store, name, { after: at(taughtAt) });
		}
		await listed(store, "e", { after: sampleFacts({ bot: botId("other"), taughtAt: 5 }) });
		expect(namesOf(await store.readTaught(sampleBot, 9))).to.deep.equal(["b", "c", "a"]);
		await listed(store, "a", { before: at(20), after: at(2_000_000) });
		expect(namesOf(await store.readTaught(sampleBot, 9))).to.deep.equal(["a", "b", "c"]);
		expect(await store.readTaught(sampleBot, 1)).to.deep.equal([
			{ key: sampleKey("a"), bot: sampleBot, since: 2_000_000 },
		]);
		expect(await store.readTaught(botId("nobody"), 9)).to.deep.equal([]);
	});
}

function links(open: OpenStore): void {
	const [ann, bob] = [userId("ann@example.com"), userId("bob/ü")];
	const [gold, iron] = [accountId("gold"), accountId("iron")];

	onStore(open, "leads from users to their account and back", async ({ store }) => {
		await store.writeLink(ann, gold);
		await store.writeLink(bob, gold);
		expect(await store.readLink(ann)).to.equal(gold);
		expect(await store.readUsers(gold)).to.have.members([ann, bob]);
		expect(await store.readLink(userId("nobody"))).to.equal(undefined);
		expect(await store.readUsers(accountId("nobody"))).to.deep.equal([]);
	});

	onStore(open, "is replaced by a later one and ended by none", async ({ store }) => {
		await store.writeLink(ann, gold);
		await store.writeLink(ann, iron);
		expect(await store.readLink(ann)).to.equal(iron);
		expect(await store.readUsers(gold)).to.deep.equal([]);
		expect(await store.readUsers(iron)).to.deep.equal([ann]);
		await store.writeLink(ann, undefined);
		await store.writeLink(bob, undefined);
		expect(await store.readLink(ann)).to.equal(undefined);
		expect(await store.readUsers(iron)).to.deep.equal([]);
	});

	onStore(open, "is one of those that are written at the same time", async ({ store }) => {
		await together(10, async (index) => store.writeLink(ann, accountId(`account ${index}`)));
		const account = (await store.readLink(ann)) ?? gold;
		expect(await store.readUsers(account)).to.deep.equal([ann]);
		const all = await together(10, async (index) => store.readUsers(accountId(`account ${index}`)));
		expect(all.flat()).to.deep.equal([ann]);
	});
}

function presence(open: OpenStore): void {
	onStore(open, "is what was written last, for each app", async ({ store }) => {
		expect(await store.readPresence(appId("desk"))).to.equal(undefined);
		await store.writePresence(appId("desk"), 5_000);
		await store.writePresence(appId("desk"), 4_000);
		await store.writePresence(appId("other"), 7_000);
		expect(await store.readPresence(appId("desk"))).to.equal(4_000);
		expect(await store.readPresence(appId("other"))).to.equal(7_000);
	});
}
