import { expect } from "chai";
import type { EntryId } from "../../src/index.js";
import { gateway, settle } from "../support/manual-clock.js";
import { hanging } from "../support/recording-channel.js";
import { nightDesk, type Scene, type SceneOptions, scene, shopDesk } from "../support/scene.js";

const text = "We ship on Mondays";

/** The bot had an answer, and Ana took over before it was sent. */
async function withDraft(options: SceneOptions = {}): Promise<Scene & { readonly draft: EntryId }> {
	const thought = gateway();
	const all = scene({
		...options,
		bot: async (context) => {
			if (context.activity.type !== "message") return;
			await thought.opened;
			await context.sendActivity(text);
		},
	});
	const turn = all.user.says("When do you ship?");
	await settle();
	await all.ana.takeOver();
	thought.open();
	await turn;
	const [draft] = await all.drafts();
	if (draft === undefined) throw new Error("There is no draft");
	return Object.assign(all, { draft: draft.id });
}

describe("A draft", () => {
	it("says what it would have answered, and why it was not sent", async () => {
		const { logged } = await withDraft();
		const [said] = await logged("userSaid");
		const [draft] = await logged("draft");
		expect(draft).to.deep.include({ why: "control-moved", answers: said?.id });
		expect(draft?.to).to.deep.equal(["desk"]);
	});

	it("is sent as it is under the name of the human who approved it", async () => {
		const { draft, ana, user, channel, logged } = await withDraft();
		expect(await ana.sends(draft)).to.equal("done");
		expect(await user.sees()).to.deep.equal(["Ana joined", `HUMAN Ana: ${text}`]);
		const [said] = await logged("appSaid");
		expect(said).to.deep.include({ how: "approved-draft", draft });
		expect((await logged("draftUsed")).map(({ how }) => how)).to.deep.equal(["sent"]);
		expect(channel.arrived.at(-1)?.activity.entities ?? []).to.deep.equal([]);
	});

	it("may be corrected before it is sent", async () => {
		const { draft, ana, user, logged } = await withDraft();
		expect(await ana.sends(draft, "We ship on Tuesdays")).to.equal("done");
		expect((await user.sees()).at(-1)).to.equal("HUMAN Ana: We ship on Tuesdays");
		expect((await logged("appSaid")).map(({ how }) => how)).to.deep.equal(["corrected-draft"]);
		expect((await logged("draftUsed")).map(({ how }) => how)).to.deep.equal(["corrected"]);
	});

	it("may be discarded", async () => {
		const { draft, ana, user, drafts } = await withDraft();
		expect(await ana.discards(draft)).to.equal("done");
		expect(await drafts()).to.deep.equal([]);
		expect(await ana.sends(draft)).to.equal("unknown-draft");
		expect(await user.sees()).to.deep.equal(["Ana joined"]);
	});

	it("is used once", async () => {
		const { draft, ana, user } = await withDraft();
		await ana.sends(draft);
		expect(await ana.sends(draft)).to.equal("unknown-draft");
		expect(await ana.discards(draft)).to.equal("unknown-draft");
		expect((await user.sees()).filter((line) => line.includes(text))).to.have.length(1);
	});

	it("is sent by nobody but the joined holder", async () => {
		const { draft, ana, budi, nora, drafts } = await withDraft({ apps: [shopDesk, nightDesk] });
		expect(await budi.sends(draft)).to.equal("colleague-in-control");
		expect(await nora.sends(draft)).to.equal("not-in-control");
		await ana.releases();
		expect(await ana.sends(draft)).to.equal("not-in-control");
		expect(await drafts()).to.have.length(1);
	});

	it("is sent under the epoch that its sender believes in, or not at all", async () => {
		const { draft, ana, submit, user } = await withDraft();
		await ana.releases();
		await ana.takeOver();
		const outcome = await submit({ type: "sendDraft", draft, epoch: 1 as never, ...ana.by });
		expect(outcome).to.include({ status: "refused", code: "stale-epoch" });
		expect((await user.sees()).filter((line) => line.includes(text))).to.deep.equal([]);
	});

	it("that nobody knows is refused", async () => {
		const { ana, logged } = await withDraft();
		const [said] = await logged("userSaid");
		expect(await ana.sends("nothing" as EntryId)).to.equal("unknown-draft");
		expect(await ana.sends(said?.id ?? ("" as EntryId))).to.equal("unknown-draft");
		expect(await ana.discards("nothing" as EntryId)).to.equal("unknown-draft");
	});

	it("survives a restart", async () => {
		const { draft, ana, user, restart } = await withDraft();
		await restart();
		expect(await ana.sends(draft)).to.equal("done");
		expect((await user.sees()).at(-1)).to.equal(`HUMAN Ana: ${text}`);
	});
});

describe("What the bot said and had not begun to be sent", () => {
	async function withBusyLane() {
		const all = scene({ bot: async () => {} });
		await all.user.says("Hello");
		all.channel.answers.push(hanging);
		const { reference, user, bot } = await all.conversation();
		const said = await all.submit({
			type: "say",
			opening: { reference, user, bot },
			utterances: ["one", "two"].map((words) => ({ activity: { type: "message", text: words } })),
		});
		await settle();
		return { ...all, said: said.status === "done" ? said.entries : [] };
	}

	it("becomes a draft at a takeover, and what had begun may still arrive", async () => {
		const { ana, drafts, said, channel } = await withBusyLane();
		await ana.takeOver();
		expect(await drafts()).to.deep.include({ id: said[1], text: "two" });
		expect(channel.requests.map(({ activity }) => activity.text)).to.deep.equal(["one"]);
	});

	it("is refused as a draft where it was really sent", async () => {
		const { ana, said } = await withBusyLane();
		await ana.takeOver();
		const [one, two] = said;
		expect(["already-sent", "unknown-draft"]).to.include(await ana.sends(one ?? ("" as EntryId)));
		expect(await ana.sends(two ?? ("" as EntryId))).to.equal("done");
	});

	it("may be sent as a draft where it had begun, and failed for good", async () => {
		const blocked = gateway();
		const { ana, user, channel, submit, conversation, drafts } = scene({ bot: async () => {} });
		await user.says("Hello");
		channel.answers.push(async () => {
			await blocked.opened;
			return { state: "failed", error: "Blocked" };
		});
		const { reference, user: person, bot } = await conversation();
		await submit({
			type: "say",
			opening: { reference, user: person, bot },
			utterances: [{ activity: { type: "message", text } }],
		});
		await ana.takeOver();
		const [held] = await drafts();
		expect(await ana.sends(held?.id ?? ("" as EntryId))).to.equal("already-sent");
		blocked.open();
		await settle();
		expect(await ana.sends(held?.id ?? ("" as EntryId))).to.equal("done");
		expect(await user.sees()).to.deep.equal(["Ana joined", `HUMAN Ana: ${text}`]);
	});

	it("arrives before joined where it had begun", async () => {
		const { user, ana, channel, clock } = await withBusyLane();
		await ana.takeOver();
		await ana.says("Hi");
		expect(channel.requests).to.have.length(1);
		await clock.advance(16_000);
		expect(channel.requests.map(({ activity }) => activity.name ?? activity.text)).to.deep.equal([
			"one",
			"representative.joined",
			"Hi",
		]);
		expect(await user.sees()).to.deep.equal(["Ana joined", "HUMAN Ana: Hi"]);
	});
});
