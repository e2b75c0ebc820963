import { EventFactory } from "botbuilder";
import type { BotkitMessage } from "botkit";
import { expect } from "chai";
import { describe, it } from "mocha";
import { handoffInitiation } from "../../src/index.js";
import { type BotkitScene, type BotkitSceneOptions, botkitScene } from "./botkit-scene.js";

/** A bot that keeps what it is told about its handoffs. */
function shop(options: BotkitSceneOptions = {}): BotkitScene & { readonly told: readonly BotkitMessage[] } {
	const scene = botkitScene(options);
	const told: BotkitMessage[] = [];
	scene.controller.on("handoff.status", async (_, message) => {
		told.push(message);
	});
	return { ...scene, told };
}

const states = (told: readonly BotkitMessage[]): readonly unknown[] =>
	told.map(({ incoming_message }) => incoming_message.value.state);

describe("A Botkit bot that asks for a person", () => {
	it("starts a handover with handoff.initiate, and the user does not see the event", async () => {
		const scene = shop();
		scene.controller.on("message", async (bot, message) => {
			await bot.say("I will ask a colleague");
			const { context } = message;
			await context.sendActivity(handoffInitiation({ context, value: { skill: "returns" } }));
		});
		await scene.says("It does not fit");
		const [offered] = await scene.logged("offered");
		expect(offered?.offer.reason).to.deep.include({ type: "bot-asked", detail: '{"skill":"returns"}' });
		expect(scene.texts().filter((text) => text === "event")).to.deep.equal([]);
		expect(scene.texts()[0]).to.equal("I will ask a colleague");
	});

	it("may send Bot Framework's own event as well", async () => {
		const scene = shop();
		scene.controller.on("message", async (bot, message) => {
			await bot.say(EventFactory.createHandoffInitiation(message.context, { skill: "sizes" }));
		});
		await scene.says("Which size fits me?");
		const [offered] = await scene.logged("offered");
		expect(offered?.offer.reason).to.deep.include({ type: "bot-asked", detail: '{"skill":"sizes"}' });
	});
});

describe("A Botkit bot is told", () => {
	it("that its handoff was accepted", async () => {
		const scene = shop();
		await scene.says("I want to talk to a human");
		await scene.ana.confirms();
		expect(states(scene.told)).to.deep.equal(["accepted"]);
		expect(scene.told[0]?.incoming_message).to.include({ type: "event", name: "handoff.status" });
		expect(scene.told[0]?.user).to.equal("siti");
		expect(scene.told[0]?.channel).to.equal("c1");
	});

	it("that its handoff failed", async () => {
		const scene = shop();
		await scene.says("I want to talk to a human");
		await scene.ana.declines();
		expect(states(scene.told)).to.deep.equal(["failed"]);
	});

	it("that it failed at once where nobody can be asked", async () => {
		const scene = shop({ apps: [] });
		await scene.says("I want to talk to a human");
		expect(states(scene.told)).to.deep.equal(["failed"]);
	});

	it("that its handoff is completed, with what was said meanwhile", async () => {
		const scene = shop();
		scene.controller.on("message", async (bot) => {
			await bot.say("Halo");
		});
		await scene.says("Before");
		await scene.ana.takeOver();
		await scene.says("Is it in stock?");
		await scene.ana.says("Yes, in blue");
		await scene.ana.releases();
		expect(states(scene.told)).to.deep.equal(["accepted", "completed"]);
		const [transcript] = scene.told[1]?.incoming_message.attachments ?? [];
		const said: readonly { readonly text?: string }[] = transcript?.content.activities;
		const texts = said.map(({ text }) => text);
		expect(texts).to.include("Is it in stock?").and.include("Yes, in blue");
		expect(texts).not.to.include("Before");
		expect(texts.indexOf("Is it in stock?")).to.be.lessThan(texts.indexOf("Yes, in blue"));
	});

	it("and may say something to it once it holds control again", async () => {
		const scene = botkitScene();
		scene.controller.on("handoff.status", async (bot, message) => {
			await bot.say(`It is ${message.incoming_message.value.state}`);
		});
		await scene.says("Hello");
		await scene.ana.takeOver();
		await scene.ana.releases();
		expect(scene.texts().at(-1)).to.equal("It is completed");
		const drafts = await scene.logged("draft");
		expect(drafts.map(({ activity }) => activity.text)).to.deep.equal(["It is accepted"]);
	});

	it("and goes on where it fails to listen", async () => {
		const scene = botkitScene();
		scene.controller.hears(
			async () => true,
			"handoff.status",
			async () => {
				throw new Error("The shop's database is away");
			},
		);
		scene.controller.on("message", async (bot) => {
			await bot.say("Halo");
		});
		await scene.says("Hello");
		await scene.ana.takeOver();
		await scene.ana.releases();
		await scene.says("Hello again");
		expect(scene.texts().filter((text) => text === "Halo")).to.have.length(2);
		expect(await scene.logged("offered")).to.deep.equal([]);
	});

	it("and is given up where it never stops listening", async () => {
		const scene = botkitScene({ limits: { botMs: 10_000 } });
		scene.controller.on("handoff.status", () => new Promise(() => {}));
		scene.controller.on("message", async (bot) => {
			await bot.say("Halo");
		});
		await scene.says("Hello");
		await scene.ana.takeOver();
		await scene.clock.advance(10_000);
		await scene.ana.releases();
		await scene.clock.advance(10_000);
		await scene.says("Hello again");
		expect(scene.texts().filter((text) => text === "Halo")).to.have.length(2);
	});
});
