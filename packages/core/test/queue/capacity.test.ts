import { expect } from "chai";
import type { AppId, AppOptions, Command, ConversationKey, Outcome } from "../../src/index.js";
import { nightDesk, type Scene, scene, shopDesk } from "../support/scene.js";

const wish = "I want to talk to a human";
const two: AppOptions = { ...shopDesk, capacity: 2 };
const oneAtNight: AppOptions = { ...nightDesk, capacity: 1 };

/** Conversations of several users who all want a person. */
async function wanting(shop: Scene, count: number): Promise<readonly ConversationKey[]> {
	const others = Array.from({ length: count }, (_, index) => shop.other(`q${index}`, `user ${index}`));
	for (const { user } of others) {
		await user.says(wish);
		await shop.clock.advance(1_000);
	}
	return others.map(({ key }) => key);
}

async function confirm(shop: Scene, key: ConversationKey, by = shop.ana.by): Promise<Outcome> {
	const { conversation } = await shop.store.load(key);
	const control = conversation?.control;
	const offer = control !== undefined && "offer" in control ? control.offer.id : ("none" as never);
	return shop.handoff.submit(key, { type: "confirm", offer, ...by });
}

async function heldBy({ store }: Scene, app: string): Promise<number> {
	return (await store.readHeldBy(app as AppId)).length;
}

describe("A person who can hold only so many conversations", () => {
	it("is refused one more, and told how many they hold", async () => {
		const shop = scene({ apps: [two] });
		const keys = await wanting(shop, 3);
		const outcomes = [];
		for (const key of keys) outcomes.push(await confirm(shop, key));
		expect(outcomes.map(({ status }) => status)).to.deep.equal(["done", "done", "refused"]);
		expect(outcomes[2]).to.deep.include({ code: "at-capacity", load: { held: 2, capacity: 2 } });
	});

	it("leaves room for a colleague, who holds their own", async () => {
		const shop = scene({ apps: [two] });
		const keys = await wanting(shop, 3);
		for (const key of keys.slice(0, 2)) await confirm(shop, key);
		expect(await confirm(shop, keys[2] as ConversationKey, shop.budi.by)).to.include({ status: "done" });
	});

	it("holds no more by confirming several at the same moment, in one process or in two", async () => {
		const shop = scene({ apps: [two] });
		const other = shop.alsoRun({ apps: [two] });
		const keys = await wanting(shop, 6);
		const commands = await Promise.all(
			keys.map(async (key): Promise<Command> => {
				const { conversation } = await shop.store.load(key);
				const control = conversation?.control;
				return {
					type: "confirm",
					offer: control && "offer" in control ? control.offer.id : ("" as never),
					...shop.ana.by,
				};
			}),
		);
		const confirming = Promise.all(
			keys.map((key, index) =>
				(index % 2 === 0 ? shop.handoff : other.handoff).submit(key, commands[index] as Command),
			),
		);
		await shop.clock.advance(3_000);
		const outcomes = await confirming;
		expect(outcomes.filter(({ status }) => status === "done")).to.have.length(2);
		expect(await heldBy(shop, "desk")).to.equal(2);
	});

	it("may take over on purpose all the same", async () => {
		const shop = scene({ apps: [two] });
		const keys = await wanting(shop, 3);
		for (const key of keys.slice(0, 2)) await confirm(shop, key);
		const taken = await shop.handoff.submit(keys[2] as ConversationKey, { type: "takeOver", ...shop.ana.by });
		expect(taken).to.include({ status: "done" });
	});

	it("can take the next one when they have given one back", async () => {
		const shop = scene({ apps: [two] });
		const keys = await wanting(shop, 3);
		for (const key of keys.slice(0, 2)) await confirm(shop, key);
		const { conversation } = await shop.store.load(keys[0] as ConversationKey);
		const epoch = conversation?.control.epoch ?? (0 as never);
		await shop.handoff.submit(keys[0] as ConversationKey, { type: "release", epoch, ...shop.ana.by });
		expect(await confirm(shop, keys[2] as ConversationKey)).to.include({ status: "done" });
	});
});

describe("A desk that can hold only so many conversations", () => {
	const askedIn = async (shop: Scene, key: ConversationKey, app: string) => {
		const entries = await shop.store.readEntries(key, { limit: 100 });
		return entries.filter(({ type, to }) => type === "offered" && to.includes(app as AppId)).length;
	};

	it("is not asked while it is full, and asked at once for who waits longest when it is not", async () => {
		const shop = scene({ apps: [oneAtNight] });
		const [first, second, third] = (await wanting(shop, 3)) as [
			ConversationKey,
			ConversationKey,
			ConversationKey,
		];
		await confirm(shop, first, shop.nora.by);
		const before = {
			second: await askedIn(shop, second, "night"),
			third: await askedIn(shop, third, "night"),
		};
		await shop.clock.advance(61_000);
		expect(await askedIn(shop, second, "night")).to.equal(before.second);
		const { conversation } = await shop.store.load(first);
		const epoch = conversation?.control.epoch ?? (0 as never);
		await shop.handoff.submit(first, { type: "release", epoch, ...shop.nora.by });
		await shop.clock.advance(50);
		expect(await askedIn(shop, second, "night")).to.equal(before.second + 1);
		expect(await askedIn(shop, third, "night")).to.equal(before.third);
	});

	it("that is full leaves nobody waiting for ever: the offer expires as any other", async () => {
		const shop = scene({ apps: [oneAtNight] });
		const [first, second] = (await wanting(shop, 2)) as [ConversationKey, ConversationKey];
		await confirm(shop, first, shop.nora.by);
		await shop.clock.advance(301_000);
		const { conversation } = await shop.store.load(second);
		expect(conversation?.control.phase).to.equal("bot");
		const entries = await shop.store.readEntries(second, { limit: 100 });
		expect(entries.flatMap((entry) => (entry.type === "notice" ? [entry.notice] : []))).to.deep.equal([
			"pleaseWait",
			"nobodyFree",
		]);
	});
});
