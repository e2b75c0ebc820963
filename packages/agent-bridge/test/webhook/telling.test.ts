import { type AppId, offerOf } from "@baton/core";
import { expect } from "chai";
import { leaveMessage } from "../support/leave-message.js";
import { settle } from "../support/manual-clock.js";
import { mara, tom } from "../support/stage.js";
import type { Received } from "./contact-center.js";
import { openScene, type Scene } from "./scene.js";

describe("A webhook desk", () => {
	let scene: Scene;

	beforeEach(async () => {
		scene = await openScene();
		await scene.setUp();
	});

	afterEach(() => scene.end());

	/** A conversation that the desk holds; resolves with what told it so. */
	async function held(id = "ada"): Promise<Received> {
		const { stage, center, ask } = scene;
		const user = stage.customer(id);
		await user.say("hello");
		await ask("conversation.take", { conversation_id: user.key });
		return center.took(({ type, data }) => type === "conversation.gained" && data.reference === user.key);
	}

	const texts = (): readonly unknown[] =>
		scene.center.taken.filter(({ type }) => type === "message.user").map(({ data }) => data.text);

	it("tells each conversation in its order, under one id for its human conversation", async () => {
		const gained = await held();
		const ada = scene.stage.customer("ada");
		for (const text of ["one", "two", "three"]) await ada.say(text);
		await scene.center.took(({ data }) => data.text === "three");

		expect(texts()).to.deep.equal(["one", "two", "three"]);
		const ids = scene.center.taken.filter(({ data }) => data.reference === ada.key);
		expect(new Set(ids.map(({ data }) => data.conversation_id))).to.deep.equal(
			new Set([gained.data.conversation_id]),
		);
	});

	it("names each human conversation anew, and the bot's always alike", async () => {
		const first = await held();
		const id = first.data.conversation_id;
		await scene.ask("conversation.end", { conversation_id: id });
		await scene.center.took(({ type }) => type === "conversation.lost");
		const second = await scene.ask("conversation.take", { conversation_id: first.data.reference });

		expect(second.status).to.equal(200);
		expect(second.body.conversation_id).to.not.equal(id);
		const [user, thread] = String(id).split(".");
		expect(String(second.body.conversation_id)).to.match(new RegExp(`^${user}\\.${thread}\\.`));
	});

	it("is told what the user left when nobody came", async () => {
		const ada = scene.stage.customer("ada");
		await ada.say("hello");
		await scene.stage.command(ada, { type: "request", reason: { type: "asked" }, to: ["desk" as AppId] });
		const { conversation } = await scene.stage.handoff.store.load(ada.key);
		const offer = conversation && offerOf(conversation.control)?.id;
		await scene.stage.command(ada, { type: "decline", app: "desk" as AppId, offer: offer ?? ("" as never) });
		await ada.say("Please call me");
		await leaveMessage(scene.stage.handoff, ada.key);

		const left = await scene.center.took(({ type }) => type === "message.left");
		expect(left.data).to.deep.include({ text: "Please call me", reason: { type: "asked" } });
	});

	it("is not held up by a conversation whose line is refused", async () => {
		await held("ada");
		await held("ben");
		scene.center.behave(({ data }) => (data.text === "poison" ? { status: 500 } : "taken"));
		await scene.stage.customer("ada").say("poison");
		await scene.stage.customer("ada").say("behind it");
		await scene.stage.customer("ben").say("past it");
		await scene.center.took(({ data }) => data.text === "past it");
		expect(texts()).to.deep.equal(["past it"]);

		scene.center.behave(() => "taken");
		await scene.stage.clock.advance(15_000);
		await scene.center.took(({ data }) => data.text === "behind it");
		expect(texts()).to.deep.equal(["past it", "poison", "behind it"]);
	});

	it("gives up one line after five tries, and the conversation with it, and goes on with the others", async () => {
		await held("ada");
		await held("ben");
		const { center, stage } = scene;
		center.behave(({ data }) => (data.text === "poison" ? { status: 500 } : "taken"));
		const before = center.requests.length;
		await stage.customer("ada").say("poison");
		await center.requested(before + 1);
		for (const pause of [15_000, 120_000, 600_000, 1_800_000]) {
			const so = center.requests.length;
			// Others are taken: the endpoint itself is well.
			await stage.customer("ben").say(`after ${pause}`);
			await center.took(({ data }) => data.text === `after ${pause}`);
			await settle();
			await stage.clock.advance(pause);
			await center.requested(so + 2);
		}
		await center.took(
			({ type, data }) => type === "conversation.lost" && data.reference === stage.customer("ada").key,
		);

		expect(center.requests.filter(({ data }) => data.text === "poison")).to.have.length(5);
		expect(scene.logged.map(({ event }) => event)).to.include("webhook-given-up");
		expect((await scene.desk.status()).status).to.equal("active");
	});

	it("does not repeat to the endpoint what it has taken, whoever asks", async () => {
		const gained = await held();
		await scene.stage.customer("ada").say("once");
		await scene.center.took(({ data }) => data.text === "once");
		await settle();
		await scene.restart();
		await scene.stage.customer("ada").say("and then");
		await scene.center.took(({ data }) => data.text === "and then");

		expect(texts()).to.deep.equal(["once", "and then"]);
		expect(scene.center.requests.filter(({ id }) => id === gained.id)).to.have.length(1);
	});

	it("goes on in another process when the one that told is gone", async () => {
		const other = await openOther(scene);
		await held();
		await scene.desk.close();
		await scene.stage.customer("ada").say("is anybody there?");
		await scene.stage.clock.advance(30_000);
		await scene.center.took(({ data }) => data.text === "is anybody there?");
		await other.close();
	});

	it("speaks as the person that the contact center names, and tells of others", async () => {
		const gained = await held();
		const { stage, center, ask } = scene;
		const said = await ask("agent.message", {
			...{ conversation_id: gained.data.conversation_id, text: "Hello Ada" },
			agent: { id: "zoe", name: "Zoë" },
		});
		expect(said.status).to.equal(200);
		const echo = await center.took(({ data }) => data.message_id === said.body.message_id);
		expect(echo.data).to.deep.include({ text: "Hello Ada", conversation_type: "HUMAN" });
		expect(echo.data.sender).to.deep.include({ by: "agent", name: "Zoë", own: true });

		await ask("conversation.watch", { conversation_id: gained.data.reference });
		const other = await stage.desk("night-desk");
		const key = stage.customer("ada").key;
		await other.client.send({ type: "takeover", conversationId: key, person: tom });
		await other.client.send({
			...{ type: "agentSay", conversationId: key, person: tom },
			input: { type: "text", value: "Tom here" },
		});
		const overheard = await center.took(({ data }) => data.text === "Tom here");
		expect(overheard.data.sender).to.deep.include({ by: "agent", name: "Tom", own: false });
	});

	it("tells how far words have come, and of typing and of erasure as it happens", async () => {
		const gained = await held();
		const { stage, center, ask } = scene;
		const key = stage.customer("ada").key;
		const conversation_id = gained.data.conversation_id;
		const { body } = await ask("agent.message", { conversation_id, text: "Hi", agent: mara });
		await center.took(({ data }) => data.message_id === body.message_id);
		await stage.handoff.reportDelivery(key, { entry: body.message_id as never, state: "read" });
		const read = await center.took(({ type }) => type === "delivery");
		expect(read.data).to.deep.include({ message_id: body.message_id, delivery: { state: "read" } });

		await stage.handoff.typing(key, "user");
		await center.took(({ type }) => type === "user.typing");

		await stage.handoff.erase({ conversation: key });
		const erased = await center.took(({ type }) => type === "erased");
		expect(erased.data.reference).to.equal(key);
	});

	it("knows nothing of a person who was erased", async () => {
		const gained = await held();
		const { stage } = scene;
		await settle();
		const { conversation } = await stage.handoff.store.load(stage.customer("ada").key);
		await stage.handoff.erase({ user: conversation?.user.id as never });
		const late = await scene.ask("agent.message", {
			...{ conversation_id: gained.data.conversation_id, text: "Hello?" },
		});
		expect(late).to.deep.include({ status: 404 });
	});
});

async function openOther({ stage }: Scene) {
	const { webhookDesk } = await import("../../src/webhook.js");
	const { inProcess } = await import("../../src/index.js");
	const { secret } = await import("../support/stage.js");
	return webhookDesk({
		...{ dial: inProcess(stage.bridge), store: stage.handoff.store, clock: stage.clock },
		...{ appId: "desk", appSecret: secret, publicUrl: "https://bot.example.com/desk", allowPrivate: true },
		random: () => 0.5,
	});
}
