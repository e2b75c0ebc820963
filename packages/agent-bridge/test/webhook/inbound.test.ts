import type { AppId } from "@baton/core";
import { expect } from "chai";
import { codeOf, failure } from "../support/failure.js";
import { openScene, type Scene } from "./scene.js";

describe("What a system behind a webhook asks for", () => {
	let scene: Scene;
	let conversation_id: string;

	beforeEach(async () => {
		scene = await openScene({ handOverTo: ["night-desk"], capacities: { desk: 1 } });
		await scene.setUp();
		const ada = scene.stage.customer("ada");
		await ada.say("hello");
		const taken = await scene.ask("conversation.take", { conversation_id: ada.key });
		conversation_id = String(taken.body.conversation_id);
	});

	afterEach(() => scene.end());

	async function said(): Promise<readonly string[]> {
		const { store } = scene.stage.handoff;
		const entries = await store.readEntries(scene.stage.customer("ada").key, { limit: 100 });
		return entries.flatMap((entry) => (entry.type === "appSaid" ? [String(entry.activity.text)] : []));
	}

	it("needs the access token in every call, in either header", async () => {
		const message = { type: "agent.message", data: { conversation_id, text: "Hi", message_id: "m" } };
		const { accessToken } = scene;
		for (const headers of [
			{},
			{ authorization: "Bearer wrong" },
			{ authorization: accessToken },
			{ "x-access-token": "" },
			{ "x-access-token": `${accessToken} ` },
		] as Record<string, string>[])
			expect((await scene.call(message, { headers })).body.error, JSON.stringify(headers)).to.include({
				code: "unauthorized",
			});
		expect(await said()).to.deep.equal([]);
		for (const headers of [{ authorization: `bearer ${accessToken}` }, { "x-access-token": accessToken }])
			expect((await scene.call(message, { headers: headers as never })).status).to.equal(200);
	});

	it("takes the old token beside a new one for a while", async () => {
		const { accessToken } = await scene.desk.renewAccessToken(60_000);
		const ask = (token: string) =>
			scene.call({}, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status);
		expect([await ask(scene.accessToken), await ask(accessToken)]).to.deep.equal([422, 422]);
		await scene.stage.clock.advance(60_001);
		expect([await ask(scene.accessToken), await ask(accessToken)]).to.deep.equal([401, 422]);
	});

	it("has its effect once, however often it comes, also when control has moved since", async () => {
		const message = { type: "agent.message", data: { conversation_id, text: "Once", message_id: "m-1" } };
		const first = await scene.call(message);
		const second = await scene.call(message);
		expect(second).to.deep.equal(first);
		await scene.ask("conversation.release", { conversation_id });
		expect((await scene.call(message)).body).to.deep.equal(first.body);
		expect(await said()).to.deep.equal(["Once"]);
	});

	it("is refused when the human conversation is over", async () => {
		await scene.ask("conversation.end", { conversation_id });
		const late = await scene.ask("agent.message", { conversation_id, text: "Too late" });
		expect(late.status).to.equal(409);
		expect(late.body.error).to.include({ code: "not-in-control" });
		expect(await said()).to.deep.equal([]);
	});

	it("is refused an offer while it holds as many as it may, and takes more on purpose", async () => {
		const ben = scene.stage.customer("ben");
		await ben.say("hello");
		await scene.stage.command(ben, { type: "request", reason: { type: "asked" }, to: ["desk" as AppId] });
		const refused = await scene.ask("conversation.accept", { conversation_id: ben.key });
		expect(refused.status).to.equal(409);
		expect(refused.body.error).to.include({ code: "at-capacity" });
		expect((await scene.ask("conversation.take", { conversation_id: ben.key })).status).to.equal(200);
	});

	it("begins a human conversation where a human writes of their own accord", async () => {
		await scene.ask("conversation.end", { conversation_id });
		const constant = `${conversation_id.split(".").slice(0, 2).join(".")}.0`;
		const begun = await scene.ask("agent.message", { conversation_id: constant, text: "About your order" });
		expect(begun.status).to.equal(200);
		expect(begun.body.conversation_id).to.not.be.oneOf([conversation_id, constant]);
		const { conversation } = await scene.stage.handoff.store.load(scene.stage.customer("ada").key);
		expect(conversation?.control).to.include({ phase: "held" });
		expect(await said()).to.deep.equal(["About your order"]);
	});

	it("does not take a conversation from another desk by writing", async () => {
		const other = await scene.stage.desk("night-desk");
		await other.client.send({ type: "takeover", conversationId: scene.stage.customer("ada").key });
		const constant = `${conversation_id.split(".").slice(0, 2).join(".")}.0`;
		const refused = await scene.ask("agent.message", { conversation_id: constant, text: "Me again" });
		expect(refused.status).to.equal(409);
	});

	it("may be an offer to the apps that are set, with a note and parameters", async () => {
		const other = await scene.stage.desk("night-desk");
		await scene.ask("conversation.handover", {
			...{ conversation_id, note: "wants a refund" },
			parameters: { order: 12, vip: true },
		});
		const offered = other.heard.find(({ type }) => type === "handover");
		expect(offered).to.have.nested.property("reason.detail", "wants a refund\norder: 12\nvip: true");
	});

	it("takes no conversation for words that cannot be said", async () => {
		const ben = scene.stage.customer("ben");
		await ben.say("hello");
		const text = "x".repeat(65_537);
		const refused = await scene.ask("agent.message", { conversation_id: ben.key, text });
		expect(refused.body.error).to.include({ code: "bad-event" });
		const { conversation } = await scene.stage.handoff.store.load(ben.key);
		expect(conversation?.control).to.include({ phase: "bot" });
	});

	it("passes parameters on with what is said", async () => {
		await scene.ask("agent.message", { conversation_id, text: "Hi", parameters: { campaign: "spring" } });
		const { store } = scene.stage.handoff;
		const entries = await store.readEntries(scene.stage.customer("ada").key, { limit: 100 });
		const spoken = entries.find((entry) => entry.type === "appSaid");
		expect(spoken?.activity.channelData).to.deep.include({ customParameters: { campaign: "spring" } });
	});

	it("may be a picture or a file, but nothing that is not on the web", async () => {
		const media = "https://example.com/a.png";
		await scene.ask("agent.message", { conversation_id, text: "See", media, message_type: "image" });
		const { store } = scene.stage.handoff;
		const entries = await store.readEntries(scene.stage.customer("ada").key, { limit: 100 });
		const spoken = entries.find((entry) => entry.type === "appSaid");
		expect(spoken?.activity.attachments).to.deep.equal([{ contentType: "image/*", contentUrl: media }]);
		const wrong = await scene.ask("agent.message", { conversation_id, media: "javascript:alert(1)" });
		expect(wrong.body.error).to.include({ code: "bad-event" });
	});

	const nobody = "u_nobodyknows.abcdefghijklmnop.0";
	for (const [what, status, code, call] of [
		["another address", 404, "unknown-address", () => scene.call({}, { path: "/desk/elsewhere" })],
		["GET", 405, "bad-method", () => scene.call({}, { method: "GET" })],
		["what is no JSON", 400, "bad-json", () => scene.call({}, { raw: Buffer.from("{") })],
		["what is no UTF-8", 400, "bad-json", () => scene.call({}, { raw: Buffer.from([0x22, 0xff, 0x22]) })],
		["too much", 413, "too-large", () => scene.call({}, { raw: Buffer.alloc(300_000, 32) })],
		[
			"deeply nested",
			422,
			"bad-event",
			() => scene.call({}, { raw: Buffer.from(`${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`) }),
		],
		["a list", 422, "bad-event", () => scene.call([])],
		["null", 422, "bad-event", () => scene.call(null)],
		["no event", 422, "bad-event", () => scene.call({ data: {} })],
		["an unknown event", 422, "bad-event", () => scene.ask("constructor", { conversation_id })],
		["no conversation", 422, "bad-event", () => scene.ask("agent.message", { text: "Hi" })],
		["nothing to say", 422, "bad-event", () => scene.ask("agent.message", { conversation_id })],
		["no text", 422, "bad-event", () => scene.ask("note.add", { conversation_id })],
		[
			"a bad time",
			422,
			"bad-event",
			() => scene.call({ type: "agent.message", timestamp: "soon", data: { conversation_id } }),
		],
		[
			"an unknown draft",
			422,
			"unknown-draft",
			() => scene.ask("draft.send", { conversation_id, draft_id: "d" }),
		],
		[
			"an unknown app",
			422,
			"bad-target",
			() => scene.ask("conversation.handover", { conversation_id, to: ["x"] }),
		],
		[
			"an id of nobody",
			404,
			"unknown-conversation",
			() => scene.ask("agent.message", { conversation_id: nobody, text: "Hi" }),
		],
		[
			"an unknown reference",
			404,
			"unknown-conversation",
			() => scene.ask("conversation.take", { conversation_id: "facebook/page/nobody" }),
		],
		[
			"an offer that is none",
			409,
			"conversation-over",
			() => scene.ask("conversation.decline", { conversation_id }),
		],
	] as const) {
		it(`is answered with ${status} ${code} where it is ${what}`, async () => {
			const answered = await call();
			expect(answered).to.have.property("status", status);
			expect(answered.body.error).to.include({ code });
			expect(answered.headers["content-type"]).to.match(/json/);
		});
	}

	it("is sent again later where nothing can be stored", async () => {
		const { store } = scene.stage.handoff;
		const { readFact } = store;
		(store as { readFact: unknown }).readFact = () => Promise.reject(new Error("away"));
		const answered = await scene.ask("agent.message", { conversation_id, text: "Hi" });
		(store as { readFact: unknown }).readFact = readFact;
		expect(answered.status).to.equal(503);
		expect(answered.headers["retry-after"]).to.equal("5");
	});

	it("is taken as a CloudEvent, too", async () => {
		const data = { type: "agent.message", data: { conversation_id, text: "In a cloud", message_id: "c" } };
		const headers = {
			authorization: `Bearer ${scene.accessToken}`,
			"content-type": "application/cloudevents+json",
		};
		const answered = await scene.call(
			{ specversion: "1.0", id: "1", source: "/a", type: "b", data },
			{ headers },
		);
		expect(answered.status).to.equal(200);
		expect(await said()).to.deep.equal(["In a cloud"]);
	});

	it("cannot have a new token before there is an endpoint", async () => {
		const fresh = await openScene();
		expect(codeOf(await failure(fresh.desk.renewAccessToken()))).to.equal("not-set-up");
		await fresh.end();
	});
});
