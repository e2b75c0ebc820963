import { expect } from "chai";
import {
	isAngry,
	promisesHuman,
	repeatsReply,
	repeatsThemselves,
	some,
} from "../../src/gate/rules/grounds.js";
import { confidenceGate, handoffInitiation, type Recognizer } from "../../src/index.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

const sure: Recognizer = {
	recognize: async ({ activity: { text = "" } }) => ({ text, intents: { shipping: { score: 0.95 } } }),
};

function shop(options: SceneOptions = {}): Scene {
	return scene({
		gate: confidenceGate({ recognizer: sure, handOffIf: some(isAngry(), repeatsThemselves()) }),
		replies: { holdIf: repeatsReply(), handOffIf: promisesHuman() },
		...options,
	});
}

async function reasons({ logged }: Scene) {
	return (await logged("offered")).map(({ offer: { reason } }) => `${reason.type}: ${reason.detail}`);
}

describe("A ground on what the user says", () => {
	it("asks for a person although the recognizer is sure, says why, and has the bot draft", async () => {
		const all = shop();
		await all.user.says("fed up, where is it");
		expect(await all.user.sees()).to.deep.equal(["notice pleaseWait"]);
		expect(await reasons(all)).to.deep.equal(["always-human: angry: “fed up”"]);
		expect(await all.drafts()).to.have.length(1);
	});

	it("knows what was said before in the session, and nothing of the one before", async () => {
		const all = shop();
		await all.user.says("when does my parcel come");
		expect(await all.control()).to.equal("bot");
		await all.user.says("When does my parcel come?!");
		expect(await reasons(all)).to.deep.equal(["always-human: asks the same again"]);
		const other = shop({ policy: { sessionSilenceMs: 60_000 } });
		await other.user.says("when does my parcel come");
		await other.clock.advance(120_000);
		await other.user.says("when does my parcel come");
		expect(await other.control()).to.equal("bot");
	});

	it("holds for what the user chose as well", async () => {
		const all = shop();
		await all.user.presses("BATON_CLARIFY", { intent: "shipping", text: "you idiots, where is it" });
		expect(await reasons(all)).to.deep.equal(["always-human: angry: “you idiots”"]);
	});

	it("takes no choice for a repetition of what it is about", async () => {
		const recognizer: Recognizer = {
			recognize: async ({ activity: { text = "" } }) => ({ text, intents: { shipping: { score: 0.5 } } }),
		};
		const all = shop({ gate: confidenceGate({ recognizer, handOffIf: repeatsThemselves() }) });
		await all.user.says("when does it come, please");
		await all.user.presses("BATON_CLARIFY", { intent: "shipping", text: "when does it come, please" });
		expect((await all.user.sees()).at(-1)).to.equal("BOT Shop bot: You said: when does it come, please");
		expect(await all.control()).to.equal("bot");
	});

	it("that fails leads to a person", async () => {
		const handOffIf = () => {
			throw new Error("Broken");
		};
		const all = shop({ gate: confidenceGate({ recognizer: sure, handOffIf }) });
		await all.user.says("when do you ship");
		expect((await all.logged("offered"))[0]?.offer.reason.type).to.equal("recognizer-failed");
	});
});

describe("A ground on what the bot says", () => {
	it("holds back what the bot has said to everything else, and asks for a person", async () => {
		const all = shop({
			bot: async (context) => {
				if (context.activity.type === "message") await context.sendActivity("Sorry, I did not get that.");
			},
		});
		for (const text of ["can you wrap it", "as a present"]) await all.user.says(text);
		expect(await all.user.sees())
			.to.have.length(2)
			.and.not.include("notice pleaseWait");
		await all.user.says("with a ribbon please");
		expect(await all.user.sees())
			.to.have.length(3)
			.and.include("notice pleaseWait");
		expect(await reasons(all)).to.deep.equal(["unsure: says the same again"]);
		expect((await all.drafts()).map(({ text }) => text)).to.deep.equal(["Sorry, I did not get that."]);
	});

	it("keeps the bot's promise: a person is asked for", async () => {
		const all = shop({
			bot: async (context) => {
				if (context.activity.type === "message") await context.sendActivity("I'll get a colleague.");
			},
		});
		await all.user.says("it arrived torn");
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: I'll get a colleague.", "notice pleaseWait"]);
		expect(await reasons(all)).to.deep.equal(["bot-asked: promised a person: “i'll get a colleague”"]);
	});

	it("asks nobody twice where the bot hands over by itself, before or after it says so", async () => {
		for (const order of ["before", "after"]) {
			const all = shop({
				bot: async (context) => {
					if (context.activity.type !== "message") return;
					const ask = () =>
						context.sendActivity(handoffInitiation({ context, value: { by: "bot" } }) as never);
					if (order === "before") await ask();
					await context.sendActivity("I'll get a colleague.");
					if (order === "after") await ask();
				},
			});
			await all.user.says("it arrived torn");
			expect(await reasons(all), order).to.deep.equal(['bot-asked: {"by":"bot"}']);
		}
	});

	it("keeps what the bot says in order, however long it takes over each", async () => {
		const waits: Record<string, number> = { one: 5, two: 1, three: 3 };
		const holdIf = async ({ text }: { readonly text: string }) => {
			for (let round = 0; round < (waits[text] ?? 0); round += 1) await new Promise(setImmediate);
			return text === "two" ? "not this one" : undefined;
		};
		const all = shop({
			replies: { holdIf },
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				const messages = (...texts: string[]) => texts.map((text) => ({ type: "message", text }));
				await Promise.all([
					context.sendActivities(messages("one", "two")),
					context.sendActivities(messages("three")),
				]);
			},
		});
		await all.user.says("count");
		expect((await all.user.sees()).slice(0, 2)).to.deep.equal(["BOT Shop bot: one", "BOT Shop bot: three"]);
		const said = (await all.log()).flatMap((entry) =>
			entry.type === "botSaid" || entry.type === "draft" ? [entry.activity.text] : [],
		);
		expect(said).to.deep.equal(["one", "two", "three"]);
	});

	it("that fails lets nothing pass", async () => {
		const holdIf = async () => {
			throw new Error("Broken");
		};
		const all = shop({ replies: { holdIf } });
		await all.user.says("when do you ship");
		expect(await all.drafts()).to.have.length(1);
		expect(await reasons(all)).to.deep.equal(["unsure: could not be judged"]);
	});

	it("does not concern what a person sends", async () => {
		const all = shop({ gate: undefined, mode: "draft-only", replies: { holdIf: () => "never" } });
		await all.user.says("when do you ship");
		await all.ana.confirms();
		const [draft] = await all.drafts();
		if (draft === undefined) throw new Error("There is no draft");
		expect(await all.ana.sends(draft.id)).to.equal("done");
	});
});
