import { type AppId, createHandoff, type Handoff, holderOf, silentLogger } from "@baton/core";
import { botkitPlugin } from "@baton/core/botkit";
import { BotkitConversation } from "botkit";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { FacebookEventTypeMiddleware, MessengerAdapter, pageInbox } from "../src/index.js";
import { openShop, type Shop } from "./compatibility/shop.js";
import { until } from "./support/until.js";
import { body, echoed, page, person, said, secret, standby, told } from "./support/webhook-body.js";

describe("A Botkit bot on Messenger, with Baton", () => {
	let shop: Shop;
	let handoff: Handoff;
	beforeEach(async () => {
		shop = await openShop((graph) => {
			const messenger = new MessengerAdapter({
				...{ app_secret: secret, verify_token: "v", access_token: "page-token", appId: "111" },
				...{ apps: { "page-inbox": { appId: pageInbox } }, api: { baseUrl: graph }, logger: silentLogger },
			});
			handoff = createHandoff({
				bot: { id: "shop", displayName: "Shop bot" },
				apps: [
					{ id: "desk", kind: "human", displayName: "Our team" },
					{ id: "page-inbox", kind: "human", displayName: "Page inbox", offered: false },
				],
				channels: { facebook: messenger.channel },
				logger: silentLogger,
			});
			messenger.connect(handoff);
			messenger.use(new FacebookEventTypeMiddleware());
			return messenger;
		});
		shop.controller.usePlugin(botkitPlugin(handoff, { logger: silentLogger }) as never);
	});
	afterEach(async () => {
		await handoff.stop();
		await shop.close();
	});

	const key = `facebook/${page}/${person}` as never;
	const texts = (): readonly unknown[] =>
		shop.graph.messages().map(({ body: { message } }) => (message as { text?: string } | undefined)?.text);

	it("hears and answers as before, once", async () => {
		shop.on(["message"], async (bot) => void (await bot.say("Hi!")));
		await shop.post(body(said("hello", "m_1"), said("hello", "m_1")));
		await shop.hears(1);
		await until(() => texts().length > 0);
		await shop.post(body(said("hello", "m_1")));
		expect([shop.heard, texts()]).to.deep.equal([["message: hello"], ["Hi!"]]);
	});

	it("hears presses and other events by the names that it knows", async () => {
		shop.on(["facebook_postback", "facebook_referral", "message_read", "message_delivered"]);
		await shop.post(body(told({ postback: { mid: "m_1", payload: "GET_STARTED", title: "Start" } })));
		await shop.hears(1);
		await shop.post(body(told({ referral: { ref: "poster" } })));
		await shop.hears(2);
		await shop.post(body(told({ read: { watermark: 1 } })));
		await shop.hears(3);
		expect(shop.heard).to.deep.equal([
			"facebook_postback: GET_STARTED",
			"facebook_referral: Came by a link: “poster”",
			"message_read:",
		]);
	});

	it("answers its own questions with quick replies, and takes no other press for an answer", async () => {
		const answers: string[] = [];
		const dialog = new BotkitConversation("color", shop.controller);
		dialog.ask("Which color?", async (answer: string) => void answers.push(answer), "color");
		shop.controller.addDialog(dialog);
		shop.on(["message"], async (bot, { text }) => {
			if (text === "buy") await bot.beginDialog("color");
		});
		shop.on(["facebook_postback"]);
		await shop.post(body(said("buy", "m_1")));
		await until(() => texts().includes("Which color?"));
		await shop.post(body(told({ postback: { mid: "m_2", payload: "MENU", title: "Menu" } })));
		await until(() => shop.heard.includes("facebook_postback: MENU"));
		await shop.post(body(told({ message: { mid: "m_3", text: "Red", quick_reply: { payload: "RED" } } })));
		await until(() => answers.length > 0);
		expect(answers).to.deep.equal(["Red"]);
	});

	it("is silent while somebody answers from the page's inbox, and speaks again afterwards", async () => {
		shop.on(["message"], async (bot) => void (await bot.say("Hi!")));
		await shop.post(body(echoed({ text: "Ana here", app_id: pageInbox })));
		await shop.post(body(said("thanks", "m_1")));
		await shop.post(standby(said("for Ana", "m_2")));
		const { conversation } = await handoff.store.load(key);
		if (conversation === undefined) throw new Error("expected a conversation");
		expect(holderOf(conversation.control)?.app).to.equal("page-inbox");
		const { epoch } = conversation.control;
		await handoff.submit(key, { type: "release", app: "page-inbox" as AppId, epoch });
		await shop.post(body(said("anybody?", "m_3")));
		await shop.hears(1);
		expect(shop.heard).to.deep.equal(["message: anybody?"]);
	});
});
