import { expect } from "chai";
import { type Correction, readCorrections, readTaughtExamples } from "../../../src/gate/learning/learning.js";
import { type BotId, confidenceGate, type EntryId } from "../../../src/index.js";
import { type Scene, type SceneOptions, scene } from "../../support/scene.js";

const scores: Readonly<Record<string, Readonly<Record<string, number>>>> = {
	"is there a discount for students": { payment: 0.3, returns: 0.1 },
	"can I wear it first": { returns: 0.2 },
	"ship or return?": { shipping: 0.55, returns: 0.4 },
};

const gate = confidenceGate({
	recognizer: {
		recognizeText: (text) => {
			const intents = Object.entries(scores[text] ?? {});
			return { text, intents: intents.map(([intent, confidence]) => ({ intent, confidence })) };
		},
	},
});

function shop(options: SceneOptions = {}): Scene {
	return scene({ gate, ...options });
}

async function firstDraft({ drafts }: Scene): Promise<EntryId> {
	const [draft] = await drafts();
	if (draft === undefined) throw new Error("There is no draft");
	return draft.id;
}

async function learned({ store }: Scene): Promise<readonly Partial<Correction>[]> {
	const corrections: Partial<Correction>[] = [];
	for await (const { text, recognized, how, intent } of readCorrections(store, { bot: "shop" }))
		corrections.push({ text, recognized, how, intent });
	return corrections;
}

async function examples({ store }: Scene): Promise<readonly string[]> {
	return (await readTaughtExamples(store, { bot: "shop" })).map(({ text, intent }) => `${text}: ${intent}`);
}

describe("What people do with a draft", () => {
	it("says that it was understood right, where they send it as it is", async () => {
		const all = shop();
		await all.user.says("can I wear it first");
		await all.ana.confirms();
		await all.ana.sends(await firstDraft(all));
		expect(await learned(all)).to.deep.equal([
			{
				text: "can I wear it first",
				recognized: { intent: "returns", confidence: 0.2 },
				how: "sent",
				intent: "returns",
			},
		]);
		expect(await examples(all)).to.deep.equal(["can I wear it first: returns"]);
	});

	it("tells what the bot would have said beside what a person said", async () => {
		for (const [how, said] of [
			["sent", "You said: can I wear it first"],
			["corrected", "Yes, for a day"],
			["discarded", "Let me look"],
		] as const) {
			const all = shop();
			await all.user.says("can I wear it first");
			await all.ana.confirms();
			const draft = await firstDraft(all);
			if (how === "discarded") await all.ana.discards(draft);
			else await all.ana.sends(draft, how === "corrected" ? said : undefined);
			if (how === "discarded") await all.ana.says(said);
			await all.user.says("thanks");
			await all.ana.says("You are welcome");
			const { value } = await readCorrections(all.store, { bot: "shop" }).next();
			expect(value).to.include({ how, said, wouldHaveSaid: "You said: can I wear it first" });
		}
	});

	it("says that it was not, and not what was meant, where they correct or discard it", async () => {
		for (const corrected of [true, false]) {
			const all = shop();
			await all.user.says("can I wear it first");
			await all.ana.confirms();
			const draft = await firstDraft(all);
			await (corrected ? all.ana.sends(draft, "No, sorry") : all.ana.discards(draft));
			const [correction] = await learned(all);
			expect(correction).to.include({ how: corrected ? "corrected" : "discarded", intent: undefined });
			expect(await examples(all)).to.deep.equal([]);
		}
	});

	it("says what was meant, where they say so", async () => {
		const all = shop();
		await all.user.says("is there a discount for students");
		await all.ana.confirms();
		const draft = await firstDraft(all);
		await all.submit({ type: "discardDraft", draft, intent: "discounts", ...all.ana.by });
		expect((await all.logged("draftUsed"))[0]).to.include({ how: "discarded", intent: "discounts" });
		expect(await examples(all)).to.deep.equal(["is there a discount for students: discounts"]);
	});

	it("says that it was none of the bot's intents, even where they send it", async () => {
		const all = shop();
		await all.user.says("is there a discount for students");
		await all.ana.confirms();
		const [draft, epoch] = [await firstDraft(all), (await all.conversation()).control.epoch];
		await all.submit({ type: "sendDraft", draft, epoch, intent: null, ...all.ana.by });
		expect(await examples(all)).to.deep.equal(["is there a discount for students: oos"]);
	});

	it("cannot be an intent that the bot does not have, where it says which it has", async () => {
		const all = shop({ intents: ["payment", "returns"] });
		await all.user.says("is there a discount for students");
		await all.ana.confirms();
		const draft = await firstDraft(all);
		const discard = (intent: string | null) =>
			all.submit({ type: "discardDraft", draft, intent, ...all.ana.by });
		expect(await discard("paiment")).to.include({ status: "refused", code: "unknown-intent" });
		expect(await all.drafts()).to.have.length(1);
		expect(await discard("payment")).to.include({ status: "done" });
		expect(await examples(all)).to.deep.equal(["is there a discount for students: payment"]);
	});

	it("counts once for each line of the user, and in words before in deeds", async () => {
		const all = shop({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await context.sendActivities([
					{ type: "message", text: "One" },
					{ type: "message", text: "Two" },
				]);
			},
		});
		await all.user.says("can I wear it first");
		await all.ana.confirms();
		const [one, two] = await all.drafts();
		await all.submit({ type: "discardDraft", draft: one?.id as EntryId, intent: "fitting", ...all.ana.by });
		await all.ana.sends(two?.id as EntryId);
		expect(await examples(all)).to.deep.equal(["can I wear it first: fitting"]);
	});

	it("is learned from in draft-only mode as well", async () => {
		const all = shop({ mode: "draft-only" });
		await all.user.says("can I wear it first");
		await all.ana.confirms();
		await all.ana.sends(await firstDraft(all));
		expect(await examples(all)).to.deep.equal(["can I wear it first: returns"]);
	});

	it("is no lesson where nothing was recognized", async () => {
		const all = shop({ gate: undefined, mode: "draft-only" });
		await all.user.says("can I wear it first");
		await all.ana.confirms();
		await all.ana.sends(await firstDraft(all));
		expect(await learned(all)).to.have.length(1);
		expect(await examples(all)).to.deep.equal([]);
	});
});

describe("What a user chooses when the bot asks back", () => {
	it("is what they meant", async () => {
		const all = shop();
		await all.user.says("ship or return?");
		await all.user.presses("BATON_CLARIFY", { intent: "returns", text: "ship or return?" });
		expect(await examples(all)).to.deep.equal(["ship or return?: returns"]);
	});

	it("teaches nothing where it was none of these", async () => {
		const all = shop();
		await all.user.says("ship or return?");
		await all.user.presses("BATON_CLARIFY", { intent: null, text: "ship or return?" });
		expect(await examples(all)).to.deep.equal([]);
	});
});

describe("Examples", () => {
	it("are those of one bot, and not older than was asked for", async () => {
		const all = shop();
		await all.user.says("ship or return?");
		await all.user.presses("BATON_CLARIFY", { intent: "returns", text: "ship or return?" });
		const [example] = await readTaughtExamples(all.store, { bot: "shop" });
		expect(example?.key).to.equal(all.key);
		const at = example?.at ?? 0;
		expect(await readTaughtExamples(all.store, { bot: "shop", since: at })).to.have.length(1);
		expect(await readTaughtExamples(all.store, { bot: "shop", since: at + 1 })).to.deep.equal([]);
		expect(await readTaughtExamples(all.store, { bot: "bank" })).to.deep.equal([]);
	});

	it("are gone with the person who is erased", async () => {
		const all = shop();
		await all.user.says("ship or return?");
		await all.user.presses("BATON_CLARIFY", { intent: "returns", text: "ship or return?" });
		await all.handoff.erase({ user: (await all.conversation()).user.id });
		expect(await readTaughtExamples(all.store, { bot: "shop" })).to.deep.equal([]);
		expect(await all.store.readTaught("shop" as BotId, 9)).to.deep.equal([]);
	});
});
