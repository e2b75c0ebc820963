import { expect } from "chai";
import type { AppOptions } from "../../src/index.js";
import { nightDesk, type SceneOptions, scene, shopDesk } from "../support/scene.js";

const wish = "I want to talk to a human";

/** A shop where a person was wanted and nobody came. */
async function closedShop(options: SceneOptions = {}) {
	const shop = scene({ isAvailable: () => false, ...options });
	await shop.user.says(wish);
	return shop;
}

const left = async ({ store }: ReturnType<typeof scene>) => (await store.readLeft(9)).map(({ key }) => key);

describe("A message that is left when nobody is there", () => {
	it("is what the user writes next: they are told that it comes first, and the bot does not answer it", async () => {
		const shop = await closedShop();
		await shop.user.says("My parcel came broken, please call me");
		expect(await shop.user.sees()).to.deep.equal(["notice nobodyFree", "notice messageLeft"]);
		expect(await left(shop)).to.deep.equal([shop.key]);
		await shop.user.says("And what are your sizes?");
		expect((await shop.user.sees()).at(-1)).to.equal("BOT Shop bot: You said: And what are your sizes?");
	});

	it("is told to the desks that should have come, and waits in their mailboxes", async () => {
		const shop = await closedShop({ apps: [shopDesk, nightDesk] });
		await shop.user.says("Please call me");
		const [entry] = await shop.logged("messageLeft");
		expect(entry?.activity.text).to.equal("Please call me");
		expect(await shop.told("desk")).to.include("messageLeft");
		expect(await shop.told("night")).to.include("messageLeft");
		expect(await shop.store.readNews("night" as never)).to.deep.equal([shop.key]);
	});

	it("outlives the session, and the silence that removes conversations", async () => {
		const shop = await closedShop({ retention: { idleConversationMs: 86_400_000 } });
		await shop.user.says("Please call me");
		for (const app of ["desk"]) await shop.store.acknowledge(app as never, shop.key, 1_000);
		await shop.clock.advance(3 * 86_400_000);
		expect((await shop.conversation()).session.open).to.equal(false);
		expect(await left(shop)).to.deep.equal([shop.key]);
	});

	it("is the first thing that whoever takes it reads, and no longer waits then", async () => {
		const shop = await closedShop();
		await shop.user.says("Please call me");
		await shop.clock.advance(86_400_000);
		await shop.user.says("Hello again");
		expect(await shop.ana.takeOver()).to.equal("done");
		const [granted] = await shop.logged("granted");
		const [message] = await shop.logged("messageLeft");
		expect(granted?.from).to.be.below(message?.position ?? 0);
		expect(await left(shop)).to.deep.equal([]);
		const ends = await shop.logged("offerEnded");
		expect(ends.map(({ offer, how }) => [offer, how])).to.deep.equal([[message?.offer.id, "tookOver"]]);
	});

	it("goes to the first of two who want it", async () => {
		const shop = await closedShop({ apps: [shopDesk, nightDesk] });
		await shop.user.says("Please call me");
		const [message] = await shop.logged("messageLeft");
		expect(await shop.ana.confirms(message?.offer.id)).to.equal("done");
		expect(await shop.nora.confirms(message?.offer.id)).to.equal("offer-gone");
		expect(await shop.control()).to.equal("held by desk/ana");
	});

	it("may be put away by a desk that closes the conversation", async () => {
		const shop = await closedShop();
		await shop.user.says("Please call me");
		expect(await shop.ana.closes("called")).to.equal("done");
		expect(await left(shop)).to.deep.equal([]);
		expect((await shop.logged("offerEnded")).map(({ how }) => how)).to.deep.equal(["closed"]);
	});

	it("is left as well where those who were asked let the offer expire, or declined", async () => {
		const shop = scene();
		await shop.user.says(wish);
		await shop.ana.declines();
		await shop.user.says("Please call me");
		expect((await shop.user.sees()).slice(1)).to.deep.equal(["notice nobodyFree", "notice messageLeft"]);
		const other = shop.other("c2", "budi");
		await other.user.says(wish);
		await shop.clock.advance(301_000);
		await other.user.says("Me too");
		expect(await left(shop)).to.deep.equal([shop.key, other.key]);
	});

	it("is announced by a button: what comes then is the message", async () => {
		const shop = await closedShop();
		await shop.user.presses("BATON_LEAVE_MESSAGE", "leave");
		await shop.user.says("Please call me");
		expect((await shop.user.sees()).slice(1)).to.deep.equal(["notice writeMessage", "notice messageLeft"]);
		expect((await shop.logged("messageLeft")).map(({ activity }) => activity.text)).to.deep.equal([
			"Please call me",
		]);
	});

	it("is not left by whoever presses that they leave none", async () => {
		const shop = await closedShop();
		await shop.user.presses("BATON_LEAVE_MESSAGE", "none");
		await shop.user.says("What are your sizes?");
		expect((await shop.user.sees()).slice(1)).to.deep.equal([
			"notice requestCancelled",
			"BOT Shop bot: You said: What are your sizes?",
		]);
		expect(await left(shop)).to.deep.equal([]);
	});

	it("offers both buttons under the notice", async () => {
		const { logged } = await closedShop();
		const [notice] = await logged("notice");
		expect(notice?.activity)
			.to.have.nested.property("suggestedActions.actions")
			.that.satisfies(
				(actions: readonly { readonly title: string }[]) =>
					actions.map(({ title }) => title).join() === "Leave a message,No, thank you",
			);
	});

	it("is no message if the session ended in between", async () => {
		const shop = await closedShop();
		await shop.clock.advance(2_000_000);
		await shop.user.says("What are your sizes?");
		expect((await shop.user.sees()).at(-1)).to.equal("BOT Shop bot: You said: What are your sizes?");
	});

	it("gets what the user adds, without a word after every line", async () => {
		const shop = await closedShop({ mode: "off" });
		for (const text of ["My parcel came broken", "It was a vase", "Please call me"])
			await shop.user.says(text);
		expect(await shop.user.sees()).to.deep.equal(["notice nobodyFree", "notice messageLeft"]);
		await shop.clock.advance(61_000);
		await shop.user.says("Are you there?");
		expect((await shop.user.sees()).at(-1)).to.equal("notice messageLeft");
	});

	it("is told anew where the user asks again and nobody is there still", async () => {
		const shop = await closedShop();
		await shop.user.says("Please call me");
		await shop.user.says(wish);
		await shop.user.says("It is urgent");
		expect((await shop.user.sees()).slice(2)).to.deep.equal(["notice nobodyFree", "notice messageLeft"]);
		const messages = await shop.logged("messageLeft");
		expect(new Set(messages.map(({ offer }) => offer.id)).size).to.equal(1);
		expect(await left(shop)).to.deep.equal([shop.key]);
	});
});

describe("A desk with opening hours", () => {
	const office: AppOptions = {
		...shopDesk,
		hours: { timeZone: "Asia/Jakarta", open: { monday: ["08:00-12:00"], thursday: ["08:00-12:00"] } },
	};

	it("says when it opens again, in the user's language and by its own clocks", async () => {
		for (const [locale, words] of [
			["en-GB", "Our team is back on Thursday, 08:00 GMT+7"],
			["id", "Tim kami kembali pada Kamis"],
			["no language", "Our team is back on Thursday"],
		] as const) {
			const shop = scene({ apps: [office], locale });
			await shop.user.says(wish);
			const [notice] = await shop.logged("notice");
			expect(notice?.activity.text, locale).to.contain(words);
			expect(notice?.notice).to.equal("nobodyFree");
		}
	});

	it("says nothing of hours where somebody is there and did not come", async () => {
		const shop = scene({ apps: [office, nightDesk] });
		await shop.user.says(wish);
		await shop.nora.declines();
		const [, notice] = await shop.logged("notice");
		expect(notice?.activity.text).to.contain("nobody is free");
	});

	it("is told of a message while it is closed", async () => {
		const shop = scene({ apps: [office] });
		await shop.user.says(wish);
		await shop.user.says("Please call me");
		expect(await shop.told("desk")).to.include("messageLeft");
	});
});
