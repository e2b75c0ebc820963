import { expect } from "chai";
import fc from "fast-check";
import { readTime, writeTime } from "../../src/webhook/profile/time.js";
import type { Mapping } from "../../src/webhook.js";
import { openScene, type Scene } from "./scene.js";

const outwards = "YYYY-MM-DD hh:mm:ss.SS";
const inwards = "YYYY-MM-DD hh:mm:ss.SSS";

describe("Times of profiles", () => {
	it("are written in GMT, with hundredths outwards", () => {
		expect(writeTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678), outwards)).to.equal("2026-01-02 03:04:05.67");
		expect(writeTime(Date.UTC(2026, 11, 31, 23, 59, 59, 9), outwards)).to.equal("2026-12-31 23:59:59.00");
	});

	it("are read as they were written", () => {
		const at = fc.integer({ min: 0, max: 4_102_444_800_000 });
		fc.assert(fc.property(at, (ms) => readTime(writeTime(ms, inwards), inwards) === ms));
		fc.assert(fc.property(at, (ms) => readTime(writeTime(ms, outwards), inwards) === ms - (ms % 10)));
		fc.assert(fc.property(at, (ms) => readTime(writeTime(ms, "iso"), "iso") === ms));
		fc.assert(fc.property(at, (ms) => readTime(writeTime(ms, "milliseconds"), "milliseconds") === ms));
	});

	it("are nothing where they are none", () => {
		for (const text of [
			"",
			"2026-02-31 00:00:00.000",
			"2026-13-01 00:00:00.000",
			"2026-01-02T03:04:05.678Z",
			5,
		])
			expect(readTime(text, inwards), String(text)).to.equal(undefined);
	});
});

describe("The IMIconnect profile", () => {
	let scene: Scene;

	afterEach(() => scene.end());

	async function open(appId: string): Promise<void> {
		scene = await openScene({ appId });
		await scene.setUp({ profile: "imiconnect" });
	}

	const told = (event: string) => scene.center.took(({ body }) => body.Event === event);

	it("tells a bot what users say, and has it hand over", async () => {
		await open("orders");
		const { stage, center, call } = scene;
		const ada = stage.customer("ada");
		await ada.say("hello");
		await stage.command(ada, { type: "request", reason: { type: "asked" }, to: ["orders" as never] });
		const first = await told("Incoming message");
		expect(first.body).to.deep.equal({
			...{ Conversationid: first.body.Conversationid, ConversationType: "BOT", Channel: "facebook" },
			Timestamp: writeTime(stage.clock.now(), outwards),
			...{
				Event: "Incoming message",
				Message: "hello",
				MessageType: "text",
				Messageid: first.body.Messageid,
			},
		});
		const conversation_id = first.body.Conversationid;
		const Timestamp = writeTime(stage.clock.now(), inwards);
		const message = {
			eventid: "1001",
			conversation_id,
			message: "Hello Ada",
			Messagetype: "text",
			Timestamp,
		};
		expect((await call(message)).status).to.equal(200);
		expect((await call({ ...message, EventId: undefined })).status).to.equal(200);

		const desk = await stage.desk("desk");
		const end = { eventid: 1002, conversation_id, Timestamp, customparam1: "refund", customparam2: "gold" };
		expect((await call(end)).status).to.equal(200);
		const offered = desk.heard.find(({ type }) => type === "handover");
		expect(offered).to.have.nested.property("reason.detail", "customparam1: refund\ncustomparam2: gold");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		expect((await told("Conversation end")).body.Conversationid).to.equal(conversation_id);
		const { store } = stage.handoff;
		const entries = await store.readEntries(ada.key, { limit: 100 });
		expect(entries.filter(({ type }) => type === "appSaid")).to.have.length(1);
		expect(center.taken.filter(({ body }) => body.Message === "Hello Ada")).to.deep.equal([]);
	});

	it("tells a desk of postbacks, of others' words and of delivery, and lets it end", async () => {
		await open("desk");
		const { stage, call } = scene;
		const ada = stage.customer("ada");
		await ada.say("hello");
		await stage.command(ada, { type: "request", reason: { type: "asked" } });
		const asked = await told("Handover request");
		expect(asked.body.ConversationType).to.equal("BOT");
		const conversation_id = asked.body.Conversationid;
		const said = await call({ eventid: "1001", conversation_id, message: "Mara here", Messageid: "a-1" });
		expect(said.body.conversation_id).to.equal(conversation_id);
		const gained = await told("Conversation handover");
		expect(gained.body).to.include({ Conversationid: conversation_id, ConversationType: "HUMAN" });
		await told("Incoming message");

		const { conversation } = await stage.handoff.store.load(ada.key);
		if (conversation === undefined) throw new Error("There is no conversation");
		await stage.command(ada, {
			type: "hear",
			opening: conversation,
			activity: { type: "message", text: "Buy" },
			postback: { type: "BUY", payload: { id: 7 } },
		});
		expect((await told("FB POSTBACK")).body).to.deep.include({ Message: "Buy", PostbackPayload: { id: 7 } });

		await stage.handoff.reportDelivery(ada.key, { entry: said.body.message_id as never, state: "delivered" });
		const delivery = await told("Message Delivery");
		expect(delivery.body).to.include({ Messageid: said.body.message_id, DeliveryStatus: "Delivered" });

		expect((await call({ EVENTID: "1002", Conversation_Id: conversation_id })).status).to.equal(200);
		await told("Conversation end");
		const after = await stage.handoff.store.load(ada.key);
		expect(after.conversation?.session.open).to.equal(false);
	});

	it("refuses what is neither of its events, and times that are none", async () => {
		await open("desk");
		const about = { conversation_id: "u_a.abcdefghijklmnop.0", message: "Hi" };
		for (const wrong of [
			{ eventid: "1003", ...about },
			{ eventid: "1001", ...about, Timestamp: "yesterday" },
			{ eventid: "1001", message: "Hi" },
		])
			expect((await scene.call(wrong)).body.error).to.include({ code: "bad-event" });
	});
});

describe("A mapping", () => {
	const acme: Mapping = {
		name: "acme",
		out: {
			verification: { hello: "acme" },
			"message.user": {
				kind: "customer-line",
				chat: {
					id: "$conversation_id",
					via: { from: "$channel", values: { facebook: "FB" }, otherwise: "?" },
				},
				text: "$text",
				price: "$$5",
				nothing: "$media",
				at: { from: "$at", time: "seconds" },
				tags: ["baton", "$asset"],
			},
		},
		in: {
			event: { from: "kind", values: { "agent-line": "message", bye: "release" } },
			conversation: "chat.id",
			id: "key",
			text: "words",
			person: { name: "agent" },
		},
	};

	it("makes a profile without code", async () => {
		const scene = await openScene();
		await scene.setUp({ profile: acme });
		const ada = scene.stage.customer("ada");
		await ada.say("hello");
		const other = await scene.stage.desk("desk", { listens: false });
		await other.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("is it here?");
		const { body } = await scene.center.took(({ body }) => body.text === "is it here?");
		const { id } = body.chat as { readonly id: string };
		expect(body).to.deep.equal({
			...{ kind: "customer-line", chat: { id, via: "FB" }, text: "is it here?", price: "$5" },
			...{ at: 1_700_000_000, tags: ["baton", "page"] },
		});
		const line = { kind: "agent-line", chat: { id }, key: 7, words: "It is", agent: "Mara" };
		expect((await scene.call(line)).status).to.equal(200);
		expect((await scene.call({ kind: "bye", Chat: { ID: id } })).status).to.equal(200);
		const { conversation } = await scene.stage.handoff.store.load(ada.key);
		expect(conversation?.control.phase).to.equal("bot");
		await scene.end();
	});
});
