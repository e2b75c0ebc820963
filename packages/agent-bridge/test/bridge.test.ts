import { expect } from "chai";
import { codeOf, failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage } from "./support/stage.js";

describe("The bridge", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	it("tells the user's words only to the app in control", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const [desk, other] = [await stage.desk("desk"), await stage.desk("night-desk")];

		await desk.client.send({ type: "takeover", conversationId: ada.key, person: mara });
		await ada.say("is my order late?");

		expect(desk.types()).to.include("userSay");
		expect(other.heard).to.deep.equal([]);
	});

	it("gives what was said before together with control", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");

		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await settle();

		const granted = desk.heard.find((frame) => frame.type === "takeoverConfirmed");
		expect(granted?.transcript?.entries.map(({ type }) => type)).to.include("userSay");
		expect(desk.client.inControlApp(ada.key)).to.equal("desk");
	});

	it("offers control, and confirms it to whoever confirmed", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await stage.command(ada, { type: "request", reason: { type: "asked" } });

		const offered = desk.heard.find((frame) => frame.type === "handover");
		expect(offered).to.include({ toAppId: "desk", again: false });
		const offerId = offered?.offerId ?? "";
		await desk.client.send({ type: "handoverConfirmed", conversationId: ada.key, offerId });
		await settle();

		expect(desk.types()).to.include("handoverConfirmed");
		expect(desk.client.inControlApp(ada.key)).to.equal("desk");
	});

	it("takes with a draft what the user meant, and tells it to those who hear", async () => {
		const ada = stage.customer();
		await ada.say("can you wrap it");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key, person: mara });
		for (const intent of ["wrapping", null, undefined]) {
			const { conversation } = await stage.handoff.store.load(ada.key);
			if (conversation === undefined) throw new Error("There is no conversation");
			const { bot, user, reference } = conversation;
			const activity = { type: "message", text: "Perhaps" };
			const utterances = [{ activity, hold: "unsure", intent: "returns" }] as const;
			await stage.command(ada, { type: "say", opening: { bot, user, reference }, utterances });
			const draft = desk.heard.findLast((frame) => frame.type === "draft");
			expect(draft).to.include({ intent: "returns" });
			const draftId = draft?.entryId ?? "";
			await desk.client.send({
				type: "discardDraft",
				conversationId: ada.key,
				draftId,
				intent,
				person: mara,
			});
			await settle();
			const used = desk.heard.findLast((frame) => frame.type === "draftUsed");
			expect(used).to.deep.include({ draftId, how: "discarded" });
			expect(used?.intent).to.equal(intent);
		}
	});

	it("says what an app says to the user, and tells the app where it stands in the log", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });

		const input = { type: "text", value: "How can I help?" } as const;
		const answer = await desk.client.send({ type: "agentSay", conversationId: ada.key, person: mara, input });
		await settle();

		expect(desk.types().slice(-2)).to.deep.equal(["joined", "agentSay"]);
		const said = desk.heard.at(-1);
		expect(said).to.deep.include({ type: "agentSay", input, how: "said" });
		expect(said).to.have.property("entryId", answer.entryIds.at(-1));
	});

	it("refuses a stale hand and says who holds control now", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const [desk, other] = [await stage.desk("desk"), await stage.desk("night-desk")];
		const { epoch } = await desk.client.send({ type: "takeover", conversationId: ada.key });
		await other.client.send({ type: "takeover", conversationId: ada.key });

		const input = { type: "text", value: "still me" } as const;
		const refusal = await failure(
			desk.client.send({ type: "agentSay", conversationId: ada.key, epoch, input }),
		);

		expect(refusal).to.have.property("code", "not-in-control");
		expect(refusal).to.have.nested.property("cause.holder.appId", "night-desk");
	});

	it("tells an app that lost control who has it", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const [desk, other] = [await stage.desk("desk"), await stage.desk("night-desk")];
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await other.client.send({ type: "takeover", conversationId: ada.key });
		await settle();

		expect(desk.heard.at(-1)).to.deep.include({ type: "takeover", fromAppId: "desk" });
		expect(desk.client.inControlApp(ada.key)).to.equal("night-desk");
	});

	it("answers the same for a foreign conversation as for one that does not exist", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const stranger = await stage.desk("elsewhere");

		const foreign = await failure(stranger.client.send({ type: "takeover", conversationId: ada.key }));
		const missing = await failure(
			stranger.client.send({ type: "takeover", conversationId: "facebook/page/nobody" }),
		);
		const log = await failure(stranger.client.getTranscript({ conversationId: ada.key }));

		expect([foreign, missing, log].map(codeOf)).to.deep.equal(Array(3).fill("unknown-conversation"));
		expect(foreign).to.have.property("message", (missing as Error).message);
		expect(await stranger.client.getList({ of: "open" })).to.have.property("conversations").that.is.empty;
	});

	it("has a command's effect once, however often it comes", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		const say = {
			type: "agentSay",
			id: "one",
			conversationId: ada.key,
			input: { type: "text", value: "Hi" },
		} as const;

		const first = await desk.client.send(say);
		const second = await desk.client.send(say);
		await settle();

		expect(second).to.deep.equal(first);
		expect(desk.types().filter((type) => type === "agentSay")).to.have.length(1);
	});

	it("reads a log in pages", async () => {
		const ada = stage.customer();
		for (const text of ["one", "two", "three"]) await ada.say(text);
		const desk = await stage.desk("desk");

		const last = await desk.client.getTranscript({ conversationId: ada.key, limit: 2 });
		const before = last.entries[0]?.position ?? 0;
		const first = await desk.client.getTranscript({ conversationId: ada.key, before, limit: 2 });

		expect([last.more, first.more]).to.deep.equal([true, false]);
		const words = [...first.entries, ...last.entries].map((entry) => "input" in entry && entry.input.value);
		expect(words).to.deep.equal(["one", "two", "three"]);
		expect(last.conversation).to.include({ conversationId: ada.key, botId: "shop", phase: "bot" });
	});

	it("lists what waits and what an app holds", async () => {
		const [ada, ben] = [stage.customer("ada"), stage.customer("ben")];
		for (const user of [ada, ben]) await user.say("hello");
		const desk = await stage.desk("desk");
		await stage.command(ada, { type: "request", reason: { type: "asked" } });
		await desk.client.send({ type: "takeover", conversationId: ben.key });

		const waiting = await desk.client.getList({ of: "waiting" });
		const held = await desk.client.getList({ of: "held" });

		expect(waiting.conversations.map(({ conversationId }) => conversationId)).to.deep.equal([ada.key]);
		expect(waiting.conversations[0]?.offer?.reason.type).to.equal("asked");
		expect(held.conversations.map(({ conversationId }) => conversationId)).to.deep.equal([ben.key]);
	});
});
