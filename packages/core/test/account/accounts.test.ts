import { expect } from "chai";
import { type AccountId, userId } from "../../src/index.js";
import { gateway, settle } from "../support/manual-clock.js";
import { scene } from "../support/scene.js";

const siti42 = "customer-42" as AccountId;

describe("The id of a user", () => {
	it("is the same for the same person, in every process and at any time", () => {
		const siti = { channel: "facebook", business: "page", user: "psid-1" };
		expect(userId(siti)).to.equal(userId({ ...siti }));
		expect(userId(siti)).to.equal("u_yigQAFaflgwTVddH9x5l62");
	});

	it("differs by channel, business and person, however they are written", () => {
		const ids = [
			{ channel: "a", business: "b", user: "c" },
			{ channel: "ab", business: "", user: "c" },
			{ channel: "a", business: "bc", user: "" },
			{ channel: 'a","b', business: "c", user: "" },
			{ channel: "a", business: "b", user: "d" },
		].map(userId);
		expect(new Set(ids).size).to.equal(ids.length);
	});

	it("does not show the channel's own id", () => {
		expect(userId({ channel: "sms", business: "shop", user: "+628123456" })).not.to.contain("8123456");
	});

	it("is what bot and desk see, in every conversation of the person", async () => {
		const { user, other, conversation, store } = scene();
		await user.says("Hello");
		const second = other("c2");
		await second.user.says("Hello");
		const { conversation: elsewhere } = await store.load(second.key);
		expect(elsewhere?.user.id).to.equal((await conversation()).user.id);
		expect(elsewhere?.user.id).to.equal(userId({ channel: "test", business: "page", user: "siti" }));
	});
});

describe("A link to the business's own account", () => {
	it("is seen in the conversation from then on, and in the log", async () => {
		const { user, handoff, key, conversation, logged } = scene();
		await user.says("Hello");
		await handoff.accounts.link(key, siti42);
		expect((await conversation()).user.account).to.equal(siti42);
		expect((await logged("linked")).map(({ account }) => account)).to.deep.equal([siti42]);
	});

	it("is told to the desk that hears the conversation", async () => {
		const { user, ana, handoff, key, told } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await handoff.accounts.link(key, siti42);
		expect((await told("desk")).at(-1)).to.equal("linked");
	});

	it("is seen by conversations that begin later", async () => {
		const { user, handoff, key, other, store } = scene();
		await user.says("Hello");
		await handoff.accounts.link(key, siti42);
		const later = other("c2");
		await later.user.says("Hello");
		expect((await store.load(later.key)).conversation?.user.account).to.equal(siti42);
	});

	it("is seen by a conversation that the bot began", async () => {
		const { user, handoff, host, key, other, store, conversation } = scene();
		await user.says("Hello");
		await handoff.accounts.link(key, siti42);
		const later = other("c2");
		const { reference } = await conversation();
		await host.continueConversation(
			{ ...reference, conversation: { id: "c2" } } as never,
			async (context) => void (await context.sendActivity("Your parcel is on its way")),
		);
		await later.user.says("Thank you");
		expect((await store.load(later.key)).conversation?.user.account).to.equal(siti42);
	});

	it("is seen by another conversation of the person with its next session", async () => {
		const { user, handoff, key, other, store, clock } = scene();
		const second = other("c2");
		await user.says("Hello");
		await second.user.says("Hello");
		await handoff.accounts.link(key, siti42);
		await clock.advance(1_900_000);
		await second.user.says("Hello again");
		expect((await store.load(second.key)).conversation?.user.account).to.equal(siti42);
		await handoff.accounts.unlink(key);
		await clock.advance(1_900_000);
		await second.user.says("And again");
		expect((await store.load(second.key)).conversation?.user.account).to.equal(undefined);
	});

	it("may be undone", async () => {
		const { user, handoff, key, conversation } = scene();
		await user.says("Hello");
		await handoff.accounts.link(key, siti42);
		await handoff.accounts.unlink(key);
		expect((await conversation()).user.account).to.equal(undefined);
		expect(await handoff.accounts.usersOf(siti42)).to.deep.equal([]);
	});

	it("leads from several people to one account", async () => {
		const { user, handoff, key, other, conversation, store } = scene();
		await user.says("Hello");
		const phone = other("c2", "siti-on-her-phone");
		await phone.user.says("Hello");
		await handoff.accounts.link(key, siti42);
		await handoff.accounts.link(phone.key, siti42);
		const ids = [(await conversation()).user.id, (await store.load(phone.key)).conversation?.user.id];
		expect(await handoff.accounts.usersOf(siti42)).to.have.members(ids);
	});

	it("needs a conversation that exists", async () => {
		const { handoff, key } = scene();
		const error = await handoff.accounts.link(key, siti42).then(
			() => undefined,
			(thrown: unknown) => thrown,
		);
		expect(error).to.have.property("code", "unknown-conversation");
	});

	it("survives a restart", async () => {
		const { user, handoff, key, restart, conversation, other, store } = scene();
		await user.says("Hello");
		await handoff.accounts.link(key, siti42);
		await restart();
		const later = other("c2");
		await later.user.says("Hello");
		expect((await conversation()).user.account).to.equal(siti42);
		expect((await store.load(later.key)).conversation?.user.account).to.equal(siti42);
	});

	it("does not stop a turn that is under way", async () => {
		const thought = gateway();
		const { user, handoff, key } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await thought.opened;
				await context.sendActivity("Hi");
			},
		});
		const turn = user.says("Hello");
		await settle();
		await handoff.accounts.link(key, siti42);
		thought.open();
		await turn;
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Hi"]);
	});
});
