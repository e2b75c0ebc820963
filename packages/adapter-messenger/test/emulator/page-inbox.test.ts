import { conversationKey } from "@baton/core";
import { expect } from "chai";
import type { EmulatedUser } from "../../src/emulator/index.js";
import { type EchoBot, echoBot } from "./echo-bot.js";
import { page } from "./small-app.js";

describe("Somebody who answers in the page's inbox", () => {
	let bot: EchoBot;
	let sari: EmulatedUser;

	beforeEach(async () => {
		bot = await echoBot();
		sari = bot.messenger.user({ name: "Sari" });
		sari.say("one");
		await sari.hears("re: one");
	});

	afterEach(() => bot.close());

	function heard(): readonly (string | undefined)[] {
		return sari.heard.map(({ text }) => text);
	}

	it("silences the bot by that, until they give the conversation back", async () => {
		const { messenger } = bot;
		messenger.inbox.say(sari.id, "Budi here");
		await messenger.webhooks.settled();
		sari.say("two");
		await messenger.webhooks.settled();
		messenger.inbox.say(sari.id, "I am looking");
		await messenger.webhooks.settled();
		messenger.inbox.giveBack(sari.id);
		await messenger.webhooks.settled();
		sari.say("three");
		await sari.hears("re: three");
		expect(heard()).to.include.members(["re: one", "Budi here", "I am looking", "re: three"]);
		expect(heard()).to.not.include("re: two");
	});

	it("is heard once, however often Messenger tells it", async () => {
		const { messenger, handoff } = bot;
		messenger.webhooks.repeat(2);
		messenger.inbox.say(sari.id, "Budi here");
		await messenger.webhooks.settled();
		const key = conversationKey({ channel: "facebook", business: page, conversation: sari.id });
		const entries = await handoff.store.readEntries(key, { limit: 100 });
		expect(entries.filter(({ type }) => type === "appSaid")).to.have.length(1);
		expect(entries.filter(({ type }) => type === "granted")).to.have.length(1);
	});
});
