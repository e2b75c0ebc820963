import { expect } from "chai";
import {
	confidenceGate,
	type EntryId,
	type Recognition,
	type Recognizer,
	recognitionKey,
	withConfidence,
} from "../../src/index.js";
import { settle } from "../support/manual-clock.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

type Scores = Readonly<Record<string, number>>;

/** Knows what it was told about a text, and nothing else. */
function knowing(known: Readonly<Record<string, Scores>>): Recognizer {
	return {
		async recognize({ activity: { text = "" } }) {
			const intents = Object.entries(known[text] ?? { None: 1 });
			return { text, intents: Object.fromEntries(intents.map(([name, score]) => [name, { score }])) };
		},
	};
}

const shop = knowing({
	"When do you ship?": { shipping: 0.95, returns: 0.02 },
	"ship or return?": { shipping: 0.55, returns: 0.4 },
	"both of them?": { shipping: 0.8, returns: 0.78 },
	qwerty: { shipping: 0.1 },
	"ship it back": { shipping: 0.3, returns: 0.25, sizes: 0.1 },
	"You stole my money": { complaint: 0.9 },
});

interface Ran {
	readonly text: string | undefined;
	readonly recognition: Recognition | undefined;
}

function gated(options: SceneOptions = {}): Scene & { readonly ran: Ran[] } {
	const ran: Ran[] = [];
	const all = scene({
		gate: confidenceGate({ recognizer: shop, intents: { complaint: { human: true } } }),
		bot: async (context) => {
			if (context.activity.type !== "message") return;
			ran.push({ text: context.activity.text, recognition: context.turnState.get(recognitionKey) });
			await context.sendActivity(`About ${context.activity.text}`);
		},
		...options,
	});
	return Object.assign(all, { ran });
}

/** The buttons of the last question, as the user sees them. */
function buttonsIn({
	channel,
}: Scene): readonly { title: string; value: { type: string; payload: unknown } }[] {
	type Question = { readonly actions: readonly { title: string; value: string }[] };
	const question = channel.arrived.at(-1)?.activity.suggestedActions as Question | undefined;
	return (question?.actions ?? []).map(({ title, value }) => ({ title, value: JSON.parse(value) }));
}

describe("The gate, when it is sure", () => {
	it("lets the bot answer, and tells it what was recognized", async () => {
		const { user, ran, control } = gated();
		await user.says("When do you ship?");
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: About When do you ship?"]);
		expect(ran[0]?.recognition?.intents[0]).to.deep.equal({ intent: "shipping", confidence: 0.95 });
		expect(await control()).to.equal("bot");
	});
});

describe("The gate, when it is nearly sure", () => {
	it("asks which of them was meant, with buttons, and does not run the bot", async () => {
		const all = gated({ titleOf: (intent) => `About ${intent}` });
		await all.user.says("ship or return?");
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: Did you mean one of these?"]);
		expect(buttonsIn(all).map(({ title }) => title)).to.deep.equal([
			"About shipping",
			"About returns",
			"None of these",
		]);
		expect(all.ran).to.deep.equal([]);
	});

	it("asks also where the two best are too close to each other", async () => {
		const all = gated();
		await all.user.says("both of them?");
		expect(buttonsIn(all).map(({ title }) => title)).to.deep.equal(["Shipping", "Returns", "None of these"]);
	});

	it("asks in the user's language", async () => {
		const all = gated({ locale: "id" });
		await all.user.says("ship or return?");
		expect(all.channel.arrived.at(-1)?.activity.text).not.to.contain("Did you mean");
	});

	it("runs the bot on the user's own words once they have chosen, with a recognition that is sure", async () => {
		const all = gated();
		await all.user.says("ship or return?");
		const returns = buttonsIn(all).find(({ title }) => title === "Returns");
		await all.user.presses(returns?.value.type ?? "", returns?.value.payload);
		expect(all.ran).to.deep.equal([
			{
				text: "ship or return?",
				recognition: { text: "ship or return?", intents: [{ intent: "returns", confidence: 1 }] },
			},
		]);
		expect((await all.user.sees()).at(-1)).to.equal("BOT Shop bot: About ship or return?");
	});

	it("asks for a person where it was none of these", async () => {
		const all = gated();
		await all.user.says("ship or return?");
		const none = buttonsIn(all).at(-1);
		await all.user.presses(none?.value.type ?? "", none?.value.payload);
		expect(await all.control()).to.equal("offered to desk");
		const [offered] = await all.logged("offered");
		expect(offered?.offer.reason).to.deep.include({ type: "unsure", detail: "ship or return?" });
		expect(all.ran).to.deep.equal([]);
	});

	it("shows the desk which button was pressed", async () => {
		const all = gated();
		await all.ana.watches().catch(() => {});
		await all.user.says("ship or return?");
		const [shipping] = buttonsIn(all);
		await all.user.presses(shipping?.value.type ?? "", shipping?.value.payload);
		expect((await all.logged("userSaid")).at(-1)?.postback?.payload).to.deep.equal({
			intent: "shipping",
			text: "ship or return?",
		});
	});

	it("leaves a button that is pressed while a human is in to the human", async () => {
		const all = gated();
		await all.user.says("ship or return?");
		const [shipping] = buttonsIn(all);
		await all.ana.takeOver();
		await all.user.presses(shipping?.value.type ?? "", shipping?.value.payload);
		expect(all.ran).to.deep.equal([]);
		expect((await all.told("desk")).at(-1)).to.equal("userSaid");
	});
});

describe("The gate, when it is unsure", () => {
	it("asks for a person, with what the bot would have said as a draft", async () => {
		const { user, ana, drafts, logged, ran } = gated();
		await user.says("qwerty");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		const [draft] = await drafts();
		expect(draft?.text).to.equal("About qwerty");
		const [offered] = await logged("offered");
		expect(offered?.offer.reason).to.deep.equal({
			type: "unsure",
			detail: "unsure: shipping 0.10",
			drafts: [draft?.id],
		});
		expect(ran).to.have.length(1);
		await ana.confirms();
		expect(await ana.sends(draft?.id ?? ("" as EntryId))).to.equal("done");
		expect((await user.sees()).at(-1)).to.equal("HUMAN Ana: About qwerty");
	});

	it("keeps with the draft what it was taken for, and what it would have been next", async () => {
		const { user, logged } = gated();
		await user.says("ship it back");
		expect((await logged("draft"))[0]).to.deep.include({
			intent: "shipping",
			confidence: 0.3,
			runnerUp: { intent: "returns", confidence: 0.25 },
		});
	});

	it("does not run the bot where the team wants no drafts", async () => {
		const { user, ran, control } = gated({ draftWhenUnsure: false });
		await user.says("qwerty");
		expect(await control()).to.equal("offered to desk");
		expect(ran).to.deep.equal([]);
	});

	it("asks for a person where the intent always goes to one", async () => {
		const { user, logged } = gated();
		await user.says("You stole my money");
		expect((await logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal(["always-human"]);
	});

	it("asks for a person where there are no words, and runs nothing", async () => {
		const { user, ran, logged } = gated();
		await user.says("", { attachments: [{ contentType: "image/png", contentUrl: "https://x/y.png" }] });
		expect((await logged("offered")).map(({ offer }) => offer.reason.detail)).to.deep.equal(["no-text"]);
		expect(ran).to.deep.equal([]);
	});
});

describe("A recognizer that fails", () => {
	it("by throwing leads to a person, and says so", async () => {
		const { user, control, logged, ran } = gated({
			gate: confidenceGate({
				recognizer: {
					async recognize() {
						throw new Error("Quota exceeded");
					},
				},
			}),
		});
		await user.says("When do you ship?");
		expect(await control()).to.equal("offered to desk");
		const [offered] = await logged("offered");
		expect(offered?.offer.reason.type).to.equal("recognizer-failed");
		expect(offered?.offer.reason.detail).to.contain("recognizer");
		expect(ran).to.deep.equal([]);
	});

	it("by hanging leads to a person when its time is over", async () => {
		const { user, clock, control, logged } = gated({
			limits: { recognizerMs: 5_000 },
			gate: confidenceGate({ recognizer: { recognize: () => new Promise(() => {}) } }),
		});
		const turn = user.says("When do you ship?");
		await settle();
		await clock.advance(4_000);
		expect(await control()).to.equal("bot");
		await clock.advance(2_000);
		await turn;
		expect(await control()).to.equal("offered to desk");
		expect((await logged("offered"))[0]?.offer.reason.detail).to.contain("recognizer-timeout");
	});

	it("by an answer that makes no sense leads to a person", async () => {
		const { user, control } = gated({
			gate: confidenceGate({ recognizer: { recognize: async () => ({ nonsense: true }) as never } }),
		});
		await user.says("When do you ship?");
		expect(await control()).to.equal("offered to desk");
	});

	it("does not trouble the next turn", async () => {
		let calls = 0;
		const { user } = gated({
			gate: confidenceGate({
				recognizer: {
					recognize(context) {
						calls += 1;
						return calls === 1 ? Promise.reject(new Error("Quota exceeded")) : shop.recognize(context);
					},
				},
			}),
		});
		await user.says("When do you ship?");
		await user.says("When do you ship?");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: About When do you ship?");
	});
});

describe("A bot that fails", () => {
	it("by throwing leads to a person, with what failed and what it had said so far", async () => {
		const { user, host, control, logged } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await context.sendActivity("Let me see");
				throw new Error("The shop is closed");
			},
		});
		await user.says("Hello");
		expect(await control()).to.equal("offered to desk");
		expect((await logged("offered")).map(({ offer }) => offer.reason)).to.deep.equal([
			{ type: "bot-failed", detail: "The shop is closed", drafts: [] },
		]);
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Let me see", "notice pleaseWait"]);
		expect(host.errors.map(({ message }) => message)).to.deep.equal(["The shop is closed"]);
	});

	it("by hanging leads to a person when its time is over, and what it says then is a draft", async () => {
		let goOn = (): void => {};
		const { user, clock, control, logged, drafts } = scene({
			limits: { botMs: 15_000 },
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await new Promise<void>((resolve) => {
					goOn = resolve;
				});
				await context.sendActivity("Here I am");
			},
		});
		const turn = user.says("Hello");
		await clock.advance(16_000);
		await turn;
		expect(await control()).to.equal("offered to desk");
		expect((await logged("offered"))[0]?.offer.reason.detail).to.contain("bot-timeout");
		goOn();
		await settle();
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		expect((await drafts()).length).to.be.at.most(1);
	});

	it("in one turn answers the next", async () => {
		const { user } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				if (context.activity.text === "boom") throw new Error("The shop is closed");
				await context.sendActivity("Hi");
			},
		});
		await user.says("boom");
		await user.says("Hello");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: Hi");
	});
});

describe("The reply gate", () => {
	const replying = (confidence: number | undefined, options: SceneOptions = {}): Scene =>
		scene({
			...options,
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				const reply = { type: "message", text: "We ship on Mondays" };
				await context.sendActivity(confidence === undefined ? reply : withConfidence(reply, confidence));
			},
		});

	it("sends what the bot is sure of, and what it says nothing about", async () => {
		for (const confidence of [undefined, 0.7, 1]) {
			const { user } = replying(confidence);
			await user.says("When do you ship?");
			expect(await user.sees()).to.deep.equal(["BOT Shop bot: We ship on Mondays"]);
		}
	});

	it("makes what the bot is unsure of a draft, and asks for a person", async () => {
		const { user, drafts, logged } = replying(0.4);
		await user.says("When do you ship?");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		const [draft] = await drafts();
		const [entry] = await logged("draft");
		expect(entry).to.deep.include({ why: "unsure", confidence: 0.4 });
		expect((await logged("offered"))[0]?.offer.reason).to.deep.equal({ type: "unsure", drafts: [draft?.id] });
	});

	it("may be stricter", async () => {
		const { user } = replying(0.8, { replyAt: 0.9 });
		await user.says("When do you ship?");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
	});

	it("sends the sure part of an answer, and names only the rest as drafts", async () => {
		const { user, drafts, logged } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await context.sendActivities([
					withConfidence({ type: "message", text: "Yes" }, 0.9),
					withConfidence({ type: "message", text: "On Mondays, I think" }, 0.3),
				]);
			},
		});
		await user.says("Do you ship?");
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Yes", "notice pleaseWait"]);
		const open = await drafts();
		expect(open.map(({ text }) => text)).to.deep.equal(["On Mondays, I think"]);
		expect((await logged("offered"))[0]?.offer.reason.drafts).to.deep.equal(open.map(({ id }) => id));
	});
});
