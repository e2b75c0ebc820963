import { createHmac } from "node:crypto";
import type { FacebookBotWorker } from "botbuilder-adapter-facebook";
import { Botkit } from "botkit";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { botkitPlugin } from "../../src/botkit/index.js";
import {
	type AppId,
	conversationKey,
	createHandoff,
	type EntryOf,
	type EntryType,
	type Handoff,
	memoryStore,
	type Store,
	silentLogger,
} from "../../src/index.js";
import { LocalFacebookAdapter, type LocalMessenger, startMessenger } from "./local-messenger.js";

const secret = "the app's secret";

describe("A Botkit bot on Messenger", () => {
	const key = conversationKey({ channel: "facebook", business: "page", conversation: "siti" });
	let messenger: LocalMessenger;
	let store: Store;
	let handoff: Handoff;
	let adapter: LocalFacebookAdapter;
	let controller: Botkit;

	before(async () => {
		messenger = await startMessenger();
	});
	after(() => messenger.stop());

	beforeEach(() => {
		messenger.requests.length = 0;
		messenger.blocked = false;
		store = memoryStore();
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "desk", kind: "human", displayName: "Shop desk" }],
			...{ store, logger: silentLogger },
		});
		adapter = new LocalFacebookAdapter(messenger, secret);
		controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
		controller.usePlugin(botkitPlugin(handoff, { logger: silentLogger }));
		controller.hears("hello", ["message", "facebook_postback"], async (bot, message) => {
			await bot.reply(message, "Halo");
		});
	});
	afterEach(() => handoff.stop());

	/** What Facebook posts to the webhook. */
	async function post(...messaging: readonly object[]): Promise<number> {
		const sender = { sender: { id: "siti" }, recipient: { id: "page" } };
		const body = {
			object: "page",
			entry: [{ id: "page", messaging: messaging.map((one) => ({ ...sender, ...one })) }],
		};
		const rawBody = JSON.stringify(body);
		const signature = `sha1=${createHmac("sha1", secret).update(rawBody).digest("hex")}`;
		const response = { statusCode: 200, writableEnded: false, status: (code: number) => code, end: () => {} };
		response.status = (code) => {
			response.statusCode = code;
			return code;
		};
		const request = { body, rawBody, headers: { "x-hub-signature": signature } };
		await adapter.processActivity(request, response, controller.handleTurn.bind(controller));
		return response.statusCode;
	}

	const texts = (): readonly string[] => messenger.requests.map(({ message }) => message.text);

	async function logged<T extends EntryType>(type: T): Promise<readonly EntryOf<T>[]> {
		const entries = await store.readEntries(key, { limit: 1000 });
		return entries.filter((entry): entry is EntryOf<T> => entry.type === type);
	}

	async function writeFirst(): Promise<string> {
		const bot = (await controller.spawn("page")) as FacebookBotWorker;
		await bot.startConversationWithUser("siti");
		const { id } = await bot.say("Your parcel has arrived");
		return id;
	}

	it("answers once, however often Facebook posts the same message", async () => {
		const message = { message: { mid: "m1", text: "hello" } };
		expect(await post(message)).to.equal(200);
		await post(message);
		expect(texts()).to.deep.equal(["Halo"]);
		expect((await logged("botSaid"))[0]?.representative.representativeType).to.equal("BOT");
	});

	it("writes first with startConversationWithUser, in the user's own conversation", async () => {
		await post({ message: { mid: "m1", text: "hello" } });
		const id = await writeFirst();
		await until(() => texts().length === 2);
		expect(texts()).to.deep.equal(["Halo", "Your parcel has arrived"]);
		expect(messenger.requests[1]?.recipient.id).to.equal("siti");
		const said = await logged("botSaid");
		expect(said[1]).to.include({ id });
		expect(said[1]?.activity.channelData).to.deep.include({
			representative: { representativeType: "BOT", displayName: "Shop bot" },
		});
	});

	it("does not write first while a human is in: it leaves a draft", async () => {
		await post({ message: { mid: "m1", text: "hello" } });
		await handoff.submit(key, { type: "takeOver", app: "desk" as AppId });
		const id = await writeFirst();
		expect(await logged("draft")).to.have.length(1);
		expect((await logged("draft"))[0]).to.include({ id, why: "proactive" });
		expect(texts()).to.deep.equal(["Halo"]);
	});

	it("hears nothing that the user says to another app of the page", async () => {
		await post({ message: { mid: "m1", text: "hello" }, standby: true });
		expect(texts()).to.deep.equal([]);
		expect(await logged("userSaid")).to.have.length(1);
	});

	it("tells that nobody knows what became of a message which the adapter could not send", async () => {
		const print = console.error;
		console.error = () => {};
		messenger.blocked = true;
		await post({ message: { mid: "m1", text: "hello" } });
		console.error = print;
		expect((await logged("deliveryFailed")).map(({ state }) => state)).to.deep.equal(["unknown"]);
	});
});

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
