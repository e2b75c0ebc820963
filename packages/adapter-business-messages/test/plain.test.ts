import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHandoff, silentLogger } from "@baton/core";
import { ActivityHandler, type TurnContext } from "botbuilder-core";
import { Botkit } from "botkit";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type BusinessMessagesEmulator, type EmulatedUser, startEmulator } from "../src/emulator/index.js";
import { BusinessMessagesAdapter } from "../src/index.js";

describe("The adapter without Baton", () => {
	let emulator: BusinessMessagesEmulator;
	let adapter: BusinessMessagesAdapter;
	let mia: EmulatedUser;
	let close = (): void => {};

	beforeEach(async () => {
		emulator = await startEmulator({ firstPauseMs: 10 });
		adapter = new BusinessMessagesAdapter({ ...emulator.adapterOptions, logger: silentLogger });
		mia = emulator.user();
	});

	afterEach(async () => {
		close();
		await emulator.close();
	});

	async function serve(handler: Parameters<typeof createServer>[1]): Promise<void> {
		const server = createServer(handler).listen(0, "127.0.0.1");
		await once(server, "listening");
		close = () => {
			server.closeAllConnections();
			server.close();
		};
		await emulator.connectWebhook(`http://localhost:${(server.address() as AddressInfo).port}/`);
	}

	function bot(): ActivityHandler {
		const handler = new ActivityHandler();
		handler.onMessage(async (context, next) => {
			await context.sendActivity(`You said ${context.activity.text}`);
			await next();
		});
		return handler;
	}

	async function answered(text: string): Promise<void> {
		await emulator.accepted((request) => request.kind === "message" && request.body.text === text);
	}

	it("runs a bot of Bot Framework, through its middlewares", async () => {
		const handler = bot();
		const seen: string[] = [];
		adapter.use(async (context, next) => {
			seen.push(context.activity.type);
			await next();
		});
		adapter.bot((context) => handler.run(context as TurnContext));
		await serve(adapter.webhook);
		await mia.says("Hi");
		await answered("You said Hi");
		expect(seen).to.deep.equal(["message"]);
		emulator.checkRepresentatives();
	});

	it("answers requests one by one as other adapters do", async () => {
		const handler = bot();
		await serve((request, response) => {
			adapter
				.processActivity(request, response, (context) => handler.run(context as TurnContext))
				.catch(() => {});
		});
		await mia.says("Hi");
		await answered("You said Hi");
	});

	it("runs a bot of Botkit on a webserver of its own", async () => {
		const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
		controller.hears("Hi", "message", async (worker, message) => {
			await worker.reply(message, "You said Hi");
		});
		await serve(adapter.webhook);
		await mia.says("Hi");
		await answered("You said Hi");
	});

	it("writes first where it has been before", async () => {
		let reference = {};
		adapter.bot(async ({ activity }) => {
			const { channelId, conversation, serviceUrl, from, recipient } = activity;
			reference = { channelId, conversation, serviceUrl, user: from, bot: recipient };
		});
		await serve(adapter.webhook);
		await mia.says("Hi");
		await new Promise(setImmediate);
		await adapter.continueConversation(reference, async (context) => {
			await context.sendActivity("Your parcel has come");
		});
		await answered("Your parcel has come");
	});

	it("tries again what may have been sent, and what is to be sent later, and sends it once", async () => {
		const handler = bot();
		adapter.bot((context) => handler.run(context as TurnContext));
		await serve(adapter.webhook);
		emulator.fail("messages", "lost-answer");
		await mia.says("Hi");
		await emulator.accepted((request) => request.kind === "message");
		emulator.fail("messages", { status: "RESOURCE_EXHAUSTED", message: "Too many", retryAfterS: 0 });
		await mia.says("Ho");
		await answered("You said Ho");
		expect(mia.lines.filter(({ kind }) => kind === "message")).to.have.length(2);
	});

	it("says why something was not sent", async () => {
		emulator.fail("messages", "PERMISSION_DENIED");
		const conversation = { id: mia.conversationId };
		const activity = { type: "message", text: "Hi", channelId: "business-messages", conversation };
		const sending = adapter.sendActivities({} as TurnContext, [activity as never]);
		const error = await sending.then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).to.have.property("code", "not-sent");
		expect(String(error)).to.include("PERMISSION_DENIED");
	});

	it("is connected to one handoff at a time", () => {
		const handoff = createHandoff({ bot: { id: "shop", displayName: "Shop bot" }, logger: silentLogger });
		const disconnect = adapter.connect(handoff);
		expect(() => adapter.connect(handoff))
			.to.throw()
			.with.property("code", "already-connected");
		disconnect();
		adapter.connect(handoff);
	});
});
