import { createHandoff, type Handoff, type RoutingRule, routes, silentLogger } from "@baton/core";
import { expect } from "chai";
import type { Client } from "../../src/client.js";
import { hashSecret, inProcess, secretsFrom } from "../../src/index.js";
import {
	hostBot,
	type SimulatedCustomer,
	simulatedChannel,
	simulatedCustomer,
} from "../../src/testing/index.js";
import { type WebhookDesk, webhookDesk } from "../../src/webhook.js";
import { connect, createBridge } from "../support/watched.js";
import { type ContactCenter, openContactCenter } from "./contact-center.js";

const secret = "a secret of both apps";

describe("A bot platform behind a webhook, to which messages go first", () => {
	let handoff: Handoff;
	let platform: ContactCenter;
	let desk: WebhookDesk;
	let people: Client;
	let ada: SimulatedCustomer;
	let call: (body: object) => Promise<number>;
	const ends: (() => unknown)[] = [];

	async function open(rules: readonly RoutingRule[]): Promise<void> {
		const channel = simulatedChannel();
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [
				{ id: "their-bot", kind: "bot", displayName: "Assistant" },
				{ id: "people", kind: "human", displayName: "Our team" },
			],
			channels: { simulated: channel },
			route: routes(rules),
			isAvailable: (app) => app !== "their-bot" || desk.isActive(),
			logger: silentLogger,
		});
		hostBot(handoff, async (context) => {
			if (context.activity.type === "message")
				await context.sendActivity({ type: "message", text: "The host bot here" });
		});
		const hash = hashSecret(secret);
		const bridge = createBridge({ handoff, authenticate: secretsFrom({ "their-bot": hash, people: hash }) });
		platform = await openContactCenter();
		desk = webhookDesk({
			...{ dial: inProcess(bridge), appId: "their-bot", appSecret: secret, store: handoff.store },
			...{ allowPrivate: true, publicUrl: "https://bot.example.com", handOverTo: ["people"] },
			logger: silentLogger,
		});
		people = connect({ dial: inProcess(bridge), appId: "people", appSecret: secret });
		await people.whenConnected();
		const { address, accessToken } = await desk.setUp({
			...{ url: platform.url, verificationToken: platform.token, profile: "imiconnect" },
		});
		call = async (body) => {
			const { status } = await desk.edge({
				...{ method: "POST", path: new URL(address).pathname, query: new URLSearchParams() },
				header: (name) => (name === "x-access-token" ? accessToken : undefined),
				body: Buffer.from(JSON.stringify(body)),
			});
			return status;
		};
		ada = simulatedCustomer({ channel, to: handoff });
		ends.push(
			() => desk.close(),
			() => people.close(),
			() => bridge.close(),
			() => handoff.stop(),
		);
		ends.push(() => platform.close());
	}

	afterEach(async () => {
		for (const end of ends.splice(0)) await end();
	});

	const told = (event: string, message?: string) =>
		platform.took(({ body }) => body.Event === event && (message === undefined || body.Message === message));

	it("answers, hands over when it decides to, and goes on hearing everything", async () => {
		await open([{ channel: "simulated", asset: "business", to: "both", app: "their-bot" }]);
		const offered = new Promise<string>((resolve) => {
			people.listen((heard) => heard.type === "handover" && resolve(heard.offerId));
		});
		await ada.says("Hello");
		const first = await told("Incoming message", "Hello");
		expect(first.body).to.include({ ConversationType: "BOT", Channel: "simulated" });
		const about = { conversation_id: first.body.Conversationid, Timestamp: "2026-11-20 20:15:30.123" };

		expect(await call({ eventid: "1001", message: "The assistant here", ...about })).to.equal(200);
		expect(await ada.hears("The assistant here")).to.include({ label: "BOT", name: "Assistant" });

		expect(await call({ eventid: "1002", customparam1: "refund", ...about })).to.equal(200);
		const conversationId = ada.conversationId;
		const mara = { id: "mara", displayName: "Mara" };
		await people.send({ type: "handoverConfirmed", conversationId, offerId: await offered, person: mara });
		await people.send({
			...{ type: "agentSay", conversationId, person: mara },
			input: { type: "text", value: "Mara here" },
		});
		await ada.says("Hello Mara");
		const overheard = [
			await told("Agent message", "Mara here"),
			await told("Incoming message", "Hello Mara"),
		];
		for (const { body } of overheard)
			expect(body).to.include({ ConversationType: "HUMAN", Conversationid: first.body.Conversationid });

		expect(await call({ eventid: "1001", message: "Me, too", ...about })).to.equal(409);
		await people.send({ type: "release", conversationId });
		await ada.says("And now?");
		expect((await told("Incoming message", "And now?")).body).to.include({ ConversationType: "BOT" });
		expect(ada.lines.some(({ text }) => text === "The host bot here")).to.equal(false);
		ada.assertOneVoice();
	});

	it("is passed over while it cannot be reached: the host bot answers", async () => {
		await open([{ to: "bot", app: "their-bot" }]);
		platform.behave(() => ({ status: 410 }));
		await ada.says("Hello");
		await platform.requested(2);
		await ada.hears(({ what }) => what === "notice");
		await ada.says("What do you sell?");
		await ada.hears("The host bot here");
	});
});
