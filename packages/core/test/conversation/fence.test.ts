import { expect } from "chai";
import { gateway, settle } from "../support/manual-clock.js";
import { scene } from "../support/scene.js";

describe("The fence", () => {
	it("makes a reply that was computed before a takeover a draft", async () => {
		const thought = gateway();
		const { user, ana, drafts, logged } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await thought.opened;
				await context.sendActivity("We ship on Mondays");
			},
		});
		const turn = user.says("When do you ship?");
		await settle();
		await ana.takeOver();
		thought.open();
		await turn;
		expect(await user.sees()).to.deep.equal(["Ana joined"]);
		expect((await drafts()).map(({ text }) => text)).to.deep.equal(["We ship on Mondays"]);
		expect((await logged("draft")).map(({ why }) => why)).to.deep.equal(["control-moved"]);
	});

	it("holds also when the human has left again meanwhile", async () => {
		const thought = gateway();
		const { user, ana, drafts } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await thought.opened;
				await context.sendActivity("We ship on Mondays");
			},
		});
		const turn = user.says("When do you ship?");
		await settle();
		await ana.takeOver();
		await ana.says("On Tuesdays, this week");
		await ana.releases();
		thought.open();
		await turn;
		expect(await user.sees()).to.deep.equal(["Ana joined", "HUMAN Ana: On Tuesdays, this week", "Ana left"]);
		expect((await drafts()).map(({ text }) => text)).to.deep.equal(["We ship on Mondays"]);
	});

	it("lets through what was said before the takeover, and holds back the rest of the turn", async () => {
		const thought = gateway();
		const { user, ana, drafts } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await context.sendActivity("Let me see");
				await thought.opened;
				await context.sendActivity("We ship on Mondays");
			},
		});
		const turn = user.says("When do you ship?");
		await settle();
		await ana.takeOver();
		thought.open();
		await turn;
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Let me see", "Ana joined"]);
		expect((await drafts()).map(({ text }) => text)).to.deep.equal(["We ship on Mondays"]);
	});

	it("does not hold for an offer: until somebody confirms, the bot answers", async () => {
		const thought = gateway();
		const { user, submit, control } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				await thought.opened;
				await context.sendActivity("We ship on Mondays");
			},
		});
		const turn = user.says("When do you ship?");
		await settle();
		await submit({ type: "request", reason: { type: "bot-asked" } });
		thought.open();
		await turn;
		expect(await control()).to.equal("offered to desk");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait", "BOT Shop bot: We ship on Mondays"]);
	});

	it("makes what a turn says after its end a draft", async () => {
		const thought = gateway();
		let late: Promise<unknown> | undefined;
		const { user, logged } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				const send = context.sendActivity.bind(context);
				late = thought.opened.then(() => send("By the way"));
			},
		});
		await user.says("Hello");
		thought.open();
		await late?.catch(() => {});
		expect(await user.sees()).to.deep.equal([]);
		expect((await logged("draft")).length).to.be.at.most(1);
	});

	it("does not start the bot on what was waiting for its turn when a human took over", async () => {
		const thought = gateway();
		const ran: string[] = [];
		const { user, ana, clock } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				ran.push(context.activity.text);
				if (context.activity.text === "first") await thought.opened;
			},
		});
		const first = user.says("first");
		await settle();
		const second = user.says("second");
		await settle();
		await ana.takeOver();
		thought.open();
		await clock.advance(1_000);
		await Promise.all([first, second]);
		expect(ran).to.deep.equal(["first"]);
	});
});
