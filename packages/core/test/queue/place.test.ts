import { expect } from "chai";
import type { AppId, AppOptions, ConversationKey } from "../../src/index.js";
import { nightDesk, type Scene, type SceneOptions, scene } from "../support/scene.js";

const wish = "I want to talk to a human";

/** A shop with users in line, ten seconds apart. */
async function line(count: number, options: SceneOptions = {}) {
	const shop = scene({ apps: [nightDesk], policy: { offerExpiryMs: 3_600_000 }, ...options });
	const others = Array.from({ length: count }, (_, index) => shop.other(`q${index}`, `user ${index}`));
	for (const { user } of others) {
		await user.says(wish);
		await shop.clock.advance(10_000);
	}
	return { shop, keys: others.map(({ key }) => key), users: others.map(({ user }) => user) };
}

/** What the user was told in system lines. */
async function notices({ store }: Scene, key: ConversationKey): Promise<readonly (string | undefined)[]> {
	const entries = await store.readEntries(key, { limit: 1_000 });
	return entries.flatMap((entry) => (entry.type === "notice" ? [entry.activity.text] : []));
}

async function take(shop: Scene, key: ConversationKey): Promise<void> {
	await shop.handoff.submit(key, { type: "takeOver", ...shop.nora.by });
}

describe("A user in line", () => {
	it("is told their place when they begin to wait, unless nobody is before them", async () => {
		const { shop, keys } = await line(3);
		const told = await Promise.all(keys.map((key) => notices(shop, key)));
		expect(told[0]?.[0]).not.to.contain("number");
		expect(told[1]?.[0]).to.contain("You are number 2 in line.");
		expect(told[2]?.[0]).to.contain("You are number 3 in line.");
	});

	it("is told in their language", async () => {
		const { shop, keys } = await line(2, { locale: "id" });
		const [text] = await notices(shop, keys[1] as ConversationKey);
		expect(text).to.contain("Kakak berada di urutan ke-2.");
	});

	it("is not counted behind those whom nobody of theirs could take", async () => {
		const apps: readonly AppOptions[] = [
			{ ...nightDesk, languages: ["id"] },
			{ id: "day", kind: "human", displayName: "Day desk", languages: ["en"] },
		];
		const { shop, users } = await line(2, { apps });
		const ben = shop.other("ben", "ben");
		await ben.user.says(wish, { locale: "id" });
		expect((await notices(shop, ben.key))[0]).not.to.contain("number");
		expect(users).to.have.length(2);
	});

	it("is told again when they are half as far, and not at every step", async () => {
		const { shop, keys } = await line(6);
		const last = keys[5] as ConversationKey;
		await shop.clock.advance(60_000);
		await take(shop, keys[0] as ConversationKey);
		await shop.clock.advance(60_000);
		expect(await notices(shop, last)).to.have.length(1);
		for (const key of keys.slice(1, 3)) await take(shop, key);
		await shop.clock.advance(60_000);
		expect((await notices(shop, last)).slice(1)).to.deep.equal([
			"Thank you for waiting. You are number 3 in line.",
		]);
		for (const key of keys.slice(3, 5)) await take(shop, key);
		await shop.clock.advance(100_000);
		expect((await notices(shop, last)).slice(2)).to.deep.equal([
			"Thank you for waiting. You are number 1 in line. It may take about 1 minute.",
		]);
		const entries = await shop.store.readEntries(last, { limit: 1_000 });
		const times = entries.flatMap(({ type, at }) => (type === "notice" ? [at] : []));
		for (const [index, at] of times.slice(1).entries())
			expect(at - (times[index] ?? 0)).to.be.at.least(60_000);
	});

	it("is told how long it may take once enough others have waited, by how long they did", async () => {
		const { shop, keys } = await line(4);
		const ben = shop.other("ben", "ben");
		await shop.clock.advance(80_000);
		for (const key of keys) await take(shop, key);
		await ben.user.says(wish);
		expect((await notices(shop, ben.key))[0]).not.to.contain("take");
		await shop.clock.advance(120_000);
		await take(shop, ben.key);

		await shop.clock.advance(3_000);
		const carl = shop.other("carl", "carl");
		await carl.user.says(wish);
		expect((await notices(shop, carl.key))[0]).to.contain(
			"You are number 1 in line. It may take about 1 minute.",
		);
		expect(await shop.handoff.readQueue())
			.to.have.property("waits")
			.that.satisfies(
				(waits: ReadonlyMap<AppId, readonly number[]>) => waits.get("night" as AppId)?.length === 5,
			);
	});

	it("is told nothing by waits that are long ago", async () => {
		const { shop, keys } = await line(5);
		for (const key of keys) await take(shop, key);
		await shop.clock.advance(5 * 3_600_000);
		const carl = shop.other("carl", "carl");
		await carl.user.says(wish);
		expect((await notices(shop, carl.key))[0]).not.to.contain("line");
	});

	it("is handed on though the queue cannot be read", async () => {
		const shop = scene({ apps: [nightDesk] });
		shop.store.readWaiting = () => {
			throw new Error("The list is away");
		};
		await shop.user.says(wish);
		expect(await shop.control()).to.equal("offered to night");
		expect(await shop.user.sees()).to.deep.equal(["notice pleaseWait"]);
	});
});
