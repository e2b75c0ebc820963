import { TurnContext } from "botbuilder-core";
import { expect } from "chai";
import { z } from "zod";
import { type HandoffOptions, postback, postbacks } from "../../src/index.js";
import { type Scene, scene } from "../support/scene.js";

describe("The mode", () => {
	it("auto lets the bot answer", async () => {
		const { user } = scene({ mode: "auto" });
		await user.says("Hello");
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: You said: Hello"]);
	});

	it("draft-only shows every answer to the desk first", async () => {
		const { user, ana, drafts, control, logged } = scene({ mode: "draft-only" });
		await user.says("Hello");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		expect(await control()).to.equal("offered to desk");
		const [draft] = await drafts();
		expect(draft?.text).to.equal("You said: Hello");
		const [offered] = await logged("offered");
		expect(offered?.offer.reason).to.deep.include({ type: "draft-only", drafts: [draft?.id] });
		await ana.confirms();
		expect(await ana.sends(draft?.id as never)).to.equal("done");
		expect((await user.sees()).at(-1)).to.equal("HUMAN Ana: You said: Hello");
	});

	it("off hands everything to people and does not run the bot", async () => {
		let runs = 0;
		const { user, control, logged } = scene({
			mode: "off",
			bot: async ({ activity }) => {
				if (activity.type === "message") runs += 1;
			},
		});
		await user.says("Hello");
		expect(await control()).to.equal("offered to desk");
		expect((await logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal(["bot-off"]);
		expect(runs).to.equal(0);
	});

	it("may differ by channel", async () => {
		const { user, drafts } = scene({ mode: (channel) => (channel === "test" ? "draft-only" : "auto") });
		await user.says("Hello");
		expect(await drafts()).to.have.length(1);
	});

	it("of a conversation goes before that of its channel", async () => {
		const { user, ana, submit, logged } = scene({ mode: "off" });
		await user.says("Hello");
		await submit({ type: "setMode", mode: "auto", by: ana.by });
		await user.says("And now?");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: You said: And now?");
		expect((await logged("modeSet")).map(({ mode, app }) => [mode, app])).to.deep.equal([["auto", "desk"]]);
	});

	it("of one conversation leaves the others alone", async () => {
		const { user, submit, other } = scene();
		await user.says("Hello");
		await submit({ type: "setMode", mode: "off" });
		const budi = other("c2", "budi").user;
		await budi.says("Hello");
		expect(await budi.sees()).to.deep.equal(["BOT Shop bot: You said: Hello"]);
	});
});

/** The bot writes of its own accord, as Bot Framework has it. */
async function remind({ host, conversation }: Scene, text: string): Promise<void> {
	const { reference } = await conversation();
	await host.continueConversation(reference as never, async (context) => {
		await context.sendActivity(text);
	});
}

describe("What the bot says of its own accord", () => {
	it("is sent while the bot has control", async () => {
		const all = scene({ bot: async () => {} });
		await all.user.says("Hello");
		await remind(all, "Your parcel is on its way");
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: Your parcel is on its way"]);
	});

	it("becomes a draft while a human is in", async () => {
		const all = scene({ bot: async () => {} });
		await all.user.says("Hello");
		await all.ana.takeOver();
		await remind(all, "Your parcel is on its way");
		expect(await all.user.sees()).to.deep.equal(["Ana joined"]);
		expect((await all.logged("draft")).map(({ why }) => why)).to.deep.equal(["proactive"]);
	});

	it("is sent while a human is in where the policy has it so, and says BOT", async () => {
		const all = scene({ bot: async () => {}, policy: { proactive: "send" } });
		await all.user.says("Hello");
		await all.ana.takeOver();
		await remind(all, "Your parcel is on its way");
		expect(await all.user.sees()).to.deep.equal(["Ana joined", "BOT Shop bot: Your parcel is on its way"]);
	});

	it("may open a conversation", async () => {
		const { host, user } = scene({ bot: async () => {} });
		const reference = TurnContext.getConversationReference({
			...{ channelId: "test", serviceUrl: "https://channel.example", conversation: { id: "c1" } },
			...{ from: { id: "siti", name: "Siti" }, recipient: { id: "page", name: "Shop" } },
		} as never);
		await host.continueConversation(reference, async (context) => {
			await context.sendActivity("Your parcel is on its way");
		});
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Your parcel is on its way"]);
	});
});

describe("A button press", () => {
	const buttons = postbacks({
		SHOW_CART: postback({
			schema: z.object({ page: z.number() }),
			handle: ({ page }, { say }) => say(`Your cart, page ${page}`),
		}),
	});
	const withButtons = (policy: HandoffOptions["policy"] = {}): Scene & { runs: string[] } => {
		const runs: string[] = [];
		const all = scene({
			postbacks: buttons,
			policy,
			bot: async ({ activity }) => {
				if (activity.type === "message") runs.push(activity.text ?? "press");
			},
		});
		return Object.assign(all, { runs });
	};

	it("with a rule is answered without the bot being run", async () => {
		const { user, runs } = withButtons();
		await user.presses("SHOW_CART", { page: 2 });
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Your cart, page 2"]);
		expect(runs).to.deep.equal([]);
	});

	for (const policy of ["answer", "both"] as const) {
		it(`is answered while a human is in, and the desk sees it, under the policy ${policy}`, async () => {
			const { user, ana, runs, told, logged } = withButtons({ postbacks: policy });
			await user.says("Hello");
			await ana.takeOver();
			await user.presses("SHOW_CART", { page: 2 });
			expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: Your cart, page 2");
			expect((await told("desk")).slice(-2)).to.deep.equal(["userSaid", "botSaid"]);
			expect((await logged("userSaid")).at(-1)?.postback).to.deep.equal({
				type: "SHOW_CART",
				payload: { page: 2 },
			});
			expect(runs).to.deep.equal(["Hello"]);
		});
	}

	it("is only shown to the desk while a human is in under the policy forward", async () => {
		const { user, ana, runs, told } = withButtons({ postbacks: "forward" });
		await user.says("Hello");
		await ana.takeOver();
		await user.presses("SHOW_CART", { page: 2 });
		expect(await user.sees()).to.deep.equal(["Ana joined"]);
		expect((await told("desk")).at(-1)).to.equal("userSaid");
		expect(runs).to.deep.equal(["Hello"]);
	});

	it("without a rule never reaches the bot while a human is in", async () => {
		const { user, ana, runs, told } = withButtons();
		await user.says("Hello");
		await ana.takeOver();
		await user.presses("UNKNOWN", {});
		expect(runs).to.deep.equal(["Hello"]);
		expect((await told("desk")).at(-1)).to.equal("userSaid");
	});

	it("without a rule belongs to the bot while the bot has control", async () => {
		const { user, runs } = withButtons();
		await user.presses("UNKNOWN", {});
		expect(runs).to.deep.equal(["press"]);
	});

	it("that makes no sense is answered clearly, and the operator is told", async () => {
		const errors: string[] = [];
		const logger = { error: (event: string) => void errors.push(event), warn: () => {}, info: () => {} };
		const { user } = scene({ postbacks: buttons, logger });
		await user.presses("SHOW_CART", { page: "two" });
		expect(await user.sees()).to.deep.equal(["notice invalidButton"]);
		expect(errors).to.deep.equal(["invalid-postback"]);
	});

	it("whose answer is interrupted by a takeover becomes a draft under the policy forward", async () => {
		let takeOver = async (): Promise<unknown> => undefined;
		const all = scene({
			policy: { postbacks: "forward" },
			postbacks: postbacks({
				SLOW: postback({
					schema: z.unknown(),
					async handle(_, { say }) {
						await takeOver();
						await say("Here it is");
					},
				}),
			}),
		});
		takeOver = () => all.handoff.submit(all.key, { type: "takeOver", ...all.ana.by });
		await all.user.presses("SLOW", {});
		expect(await all.user.sees()).to.deep.equal(["Ana joined"]);
		expect((await all.logged("draft")).map(({ why }) => why)).to.deep.equal(["control-moved"]);
	});
});

describe("In shadow", () => {
	it("the bot drafts what it would have said while a human is in", async () => {
		const { user, ana, logged } = scene({ policy: { shadow: true } });
		await user.says("Hello");
		await ana.takeOver();
		await user.says("Do you have batik?");
		expect((await user.sees()).slice(1)).to.deep.equal(["Ana joined"]);
		const [draft] = await logged("draft");
		expect(draft).to.deep.include({ why: "shadow" });
		expect(draft?.activity.text).to.equal("You said: Do you have batik?");
		expect(await ana.sends(draft?.id as never)).to.equal("done");
	});

	it("nobody is asked for, whatever the bot does", async () => {
		const { user, ana, logged } = scene({
			policy: { shadow: true },
			bot: async ({ activity }) => {
				if (activity.type === "message" && activity.text === "boom") throw new Error("Out of stock");
			},
		});
		await user.says("Hello");
		await ana.takeOver();
		await user.says("boom");
		expect(await logged("offered")).to.deep.equal([]);
	});
});

describe("In standby", () => {
	it("the user is heard, and nobody here answers", async () => {
		let runs = 0;
		const { user, ana, told } = scene({
			bot: async ({ activity }) => {
				if (activity.type === "message") runs += 1;
			},
		});
		await user.says("Hello");
		await ana.watches();
		await user.says("Anybody there?", { channelData: { standby: true } });
		expect(runs).to.equal(1);
		expect((await told("desk")).at(-1)).to.equal("userSaid");
	});

	it("what a channel hands over by itself is not answered either", async () => {
		let runs = 0;
		const { handoff, logged } = scene({
			bot: async ({ activity }) => {
				if (activity.type === "message") runs += 1;
			},
		});
		const { done } = await handoff.receive({
			...{ type: "message", id: "m1", text: "Hello", channelId: "test", conversation: { id: "c1" } },
			...{ from: { id: "siti" }, recipient: { id: "page" }, channelData: { standby: true } },
		});
		await done;
		expect(runs).to.equal(0);
		expect(await logged("userSaid")).to.have.length(1);
	});
});
