import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
	type AppId,
	conversationKey,
	createHandoff,
	type Handoff,
	type HandoffOptions,
	holderOf,
	type PersonId,
	silentLogger,
} from "@baton/core";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { type EmulatedUser, type MessengerEmulator, startMessengerEmulator } from "../src/emulator/index.js";
import { accountLinkMessage, accountUnlinkMessage, MessengerAdapter, pageInbox } from "../src/index.js";
import { until } from "./support/until.js";

const page = "1084000000000001";
const inboxApp = "page-inbox" as AppId;

/** As it is shipped, over HTTP: only Messenger is emulated. */
describe("The adapter and the page's inbox", () => {
	let emulator: MessengerEmulator;
	let messenger: MessengerAdapter;
	let handoff: Handoff;
	let server: Server;
	let sari: EmulatedUser;
	let heard: string[];

	async function open(policy: HandoffOptions["policy"] = {}): Promise<void> {
		const secrets = { appSecret: "secret", verifyToken: "token", appId: "111" };
		emulator = await startMessengerEmulator({
			...secrets,
			pages: [{ id: page, name: "Shop", token: "page-token" }],
		});
		messenger = new MessengerAdapter({
			...{
				...secrets,
				accessTokens: { [page]: "page-token" },
				api: { baseUrl: emulator.url },
				logger: silentLogger,
			},
			apps: { "page-inbox": { appId: pageInbox } },
		});
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [
				{ id: "desk", kind: "human", displayName: "Our team", offered: false },
				{ id: inboxApp, kind: "human", displayName: "Page inbox", offered: false },
			],
			channels: { facebook: messenger.channel },
			policy,
			logger: silentLogger,
		});
		heard = [];
		messenger.connect(handoff);
		messenger.use(handoff);
		handoff.host({
			adapter: messenger,
			run: async (context) => {
				const { type, text } = context.activity;
				if (type !== "message") return;
				heard.push(text ?? "");
				if (text === "log in")
					await context.sendActivity(accountLinkMessage("Who are you?", "http://localhost/login"));
				else if (text === "log out") await context.sendActivity(accountUnlinkMessage("Bye?"));
				else await context.sendActivity(`You said ${text}`);
			},
		});
		server = createServer(messenger.webhook);
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		await emulator.connectWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`);
		sari = emulator.user({ name: "Sari" });
	}

	afterEach(async () => {
		await handoff.stop();
		await emulator.close();
		server.closeAllConnections();
		server.close();
	});

	const key = () => conversationKey({ channel: "facebook", business: page, conversation: sari.id });
	const load = async () => (await handoff.store.load(key())).conversation;
	const holder = async (): Promise<string | undefined> => {
		const conversation = await load();
		return conversation && holderOf(conversation.control)?.app;
	};
	const entries = async () => handoff.store.readEntries(key(), { limit: 100 });
	const release = async (): Promise<void> => {
		const conversation = await load();
		if (conversation === undefined) throw new Error("expected a conversation");
		await handoff.submit(key(), { type: "release", app: inboxApp, epoch: conversation.control.epoch });
	};

	it("leaves the conversation to whoever answers there, until they give it back", async () => {
		await open();
		sari.say("hello");
		await sari.hears("You said hello");
		emulator.inbox.say(sari.id, "Ana here, what is it?");
		await until(async () => (await holder()) === "page-inbox");
		sari.say("my order");
		await until(async () =>
			(await entries()).some((entry) => entry.type === "userSaid" && entry.activity.text === "my order"),
		);
		expect(heard).to.deep.equal(["hello"]);
		emulator.inbox.giveBack(sari.id);
		await until(async () => (await holder()) === undefined);
		sari.say("thanks");
		await sari.hears("You said thanks");
	});

	it("tells the user of nobody's leaving whose coming it did not tell", async () => {
		await open();
		sari.say("hello");
		await sari.hears("You said hello");
		const ways = { first: async () => emulator.inbox.giveBack(sari.id), second: release };
		for (const [word, giveBack] of Object.entries(ways)) {
			emulator.inbox.say(sari.id, "Ana here, what is it?");
			await until(async () => (await holder()) === "page-inbox");
			await giveBack();
			await until(
				async () => (await messenger.threadControl.ownerOf({ page, person: sari.id }))?.appId === "111",
			);
			sari.say(word);
			await sari.hears(`You said ${word}`);
		}
		expect(sari.heard.map(({ text }) => text)).to.deep.equal([
			"You said hello",
			"Ana here, what is it?",
			"You said first",
			"Ana here, what is it?",
			"You said second",
		]);
	});

	it("tells later of a leaving that it could not tell at once, since the inbox had the thread", async () => {
		await open();
		sari.say("hello");
		await sari.hears("You said hello");
		const mara = { id: "mara" as PersonId, displayName: "Mara" };
		await handoff.submit(key(), { type: "takeOver", app: "desk" as AppId, human: mara });
		await sari.hears("Mara has joined the conversation.");
		emulator.inbox.say(sari.id, "Ana here");
		await until(async () => (await holder()) === "page-inbox");
		await until(async () => (await handoff.store.readOutbox(key())).length === 0);
		await release();
		await sari.hears("Mara has left the conversation.");
		sari.say("thanks");
		await sari.hears("You said thanks");
		expect(sari.heard.map(({ text }) => text)).to.deep.equal([
			"You said hello",
			"Mara has joined the conversation.",
			"Ana here",
			"Mara has left the conversation.",
			"You said thanks",
		]);
	});

	it("tells of the coming and the leaving of whoever was asked for", async () => {
		await open();
		sari.say("hello");
		await sari.hears("You said hello");
		emulator.inbox.say(sari.id, "Ana here, what is it?");
		await until(async () => (await holder()) === "page-inbox");
		await release();
		await until(async () => (await holder()) === undefined);
		await handoff.submit(key(), { type: "request", reason: { type: "asked" }, to: [inboxApp] });
		await sari.hears("Page inbox has joined the conversation.");
		await until(async () => (await holder()) === "page-inbox");
		await release();
		await sari.hears("Page inbox has left the conversation.");
	});

	it("passes the thread to the inbox after what the bot said, and takes it back", async () => {
		await open();
		sari.say("hello");
		await sari.hears("You said hello");
		await handoff.submit(key(), { type: "request", reason: { type: "asked" }, to: [inboxApp] });
		const thread = { page, person: sari.id };
		await until(async () => (await messenger.threadControl.ownerOf(thread))?.appId !== "111");
		expect(await holder()).to.equal("page-inbox");
		emulator.inbox.say(sari.id, "Ana here");
		await until(async () => (await entries()).some(({ type }) => type === "appSaid"));
		await release();
		await until(async () => (await messenger.threadControl.ownerOf(thread))?.appId === "111");
		sari.say("anybody?");
		await sari.hears("You said anybody?");
	});

	it("returns to the bot, thread and all, when nobody there goes on", async () => {
		await open({ remindAfterMs: 200, releaseAfterMs: 200 });
		sari.say("hello");
		await sari.hears("You said hello");
		emulator.inbox.say(sari.id, "Ana here, one moment");
		await until(async () => (await entries()).some(({ type }) => type === "appSaid"));
		await until(async () => (await holder()) === undefined);
		const thread = { page, person: sari.id };
		await until(async () => (await messenger.threadControl.ownerOf(thread))?.appId === "111");
		sari.say("anybody?");
		await sari.hears("You said anybody?");
	});

	it("knows when what the bot said has arrived, was read, and was liked", async () => {
		await open();
		sari.goOffline();
		sari.say("hello");
		const answer = async () => (await entries()).find(({ type }) => type === "botSaid");
		const delivery = async () => {
			const entry = await answer();
			return entry && (await handoff.store.readDeliveries(key(), [entry.id]))[0];
		};
		await until(async () => (await delivery())?.state === "sent");
		sari.goOnline();
		await until(async () => (await delivery())?.state === "delivered");
		sari.read();
		await until(async () => (await delivery())?.state === "read");
		const mid = (await delivery())?.nativeId ?? "";
		sari.react(mid, "👍");
		await until(async () => (await delivery())?.reaction === "👍");
	});

	it("links the account of whoever logs in from the conversation, and unlinks it", async () => {
		await open();
		sari.say("log in");
		await sari.hears("Who are you?");
		const login = new URL(sari.press("Log in") ?? "");
		const back = await messenger.accountLinking.complete(
			{
				page,
				redirectUri: login.searchParams.get("redirect_uri") ?? "",
				token: login.searchParams.get("account_linking_token") ?? "",
			},
			"customer-7",
		);
		await fetch(back);
		await until(async () => (await load())?.user.account === "customer-7");
		sari.say("log out");
		await sari.hears("Bye?");
		sari.press("Log out");
		await until(async () => (await load())?.user.account === undefined);
	});
});
