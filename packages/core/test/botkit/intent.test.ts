import { expect } from "chai";
import { describe, it } from "mocha";
import { intent } from "../../src/botkit/index.js";
import { type AccountId, confidenceGate, type Recognition, textRecognizer } from "../../src/index.js";
import { type BotkitScene, botkitScene } from "./botkit-scene.js";

const recognitions: Readonly<Record<string, Recognition["intents"]>> = {
	"How long does shipping take?": [
		{ intent: "shipping", confidence: 0.9 },
		{ intent: "payment", confidence: 0.1 },
	],
	"Can I pay on delivery?": [
		{ intent: "payment", confidence: 0.8 },
		{ intent: "shipping", confidence: 0.2 },
	],
	"When does it come, and do I pay then?": [
		{ intent: "shipping", confidence: 0.62 },
		{ intent: "payment", confidence: 0.58 },
	],
};

const recognizer = textRecognizer((text) => ({ text, intents: recognitions[text] ?? [] }));

function shop(): BotkitScene & { readonly seen: readonly unknown[] } {
	const scene = botkitScene({ gate: confidenceGate({ recognizer, answerAt: 0.7, clarifyAt: 0.4 }) });
	const seen: unknown[] = [];
	scene.controller.hears(intent("shipping"), "message", async (bot, message) => {
		seen.push(message.recognition);
		await bot.reply(message, "Two days");
	});
	scene.controller.hears(intent(["payment", "cash"]), "message", async (bot) => {
		await bot.say("Yes, you can");
	});
	return { ...scene, seen };
}

describe("intent()", () => {
	it("hears the best intent, and no other that was recognized", async () => {
		const scene = shop();
		await scene.says("How long does shipping take?");
		await scene.says("Can I pay on delivery?");
		expect(scene.texts()).to.deep.equal(["Two days", "Yes, you can"]);
	});

	it("lets the handler read the recognition", async () => {
		const scene = shop();
		const text = "How long does shipping take?";
		await scene.says(text);
		expect(scene.seen).to.deep.equal([{ text, intents: recognitions[text] }]);
	});

	it("hears what the user chose when they were asked", async () => {
		const scene = shop();
		await scene.says("When does it come, and do I pay then?");
		const [question] = scene.adapter.sent;
		const choice = question?.suggestedActions?.actions.find(({ title }) => title === "Payment");
		await scene.hears({ text: "Payment", value: choice?.value });
		expect(scene.texts().at(-1)).to.equal("Yes, you can");
	});

	it("hears nothing where the gate was not asked", async () => {
		const scene = botkitScene();
		scene.controller.hears(intent("shipping"), "message", async (bot) => {
			await bot.say("Two days");
		});
		await scene.says("How long does shipping take?");
		expect(scene.texts()).to.deep.equal([]);
	});
});

describe("A handler", () => {
	it("sees who the user is, with the account that they are linked to", async () => {
		const scene = botkitScene();
		const seen: unknown[] = [];
		scene.controller.hears("hello", "message", async (_, message) => {
			seen.push(message.customer?.account);
		});
		await scene.says("hello");
		await scene.handoff.accounts.link(scene.key, "customer-7" as AccountId);
		await scene.says("hello again");
		expect(seen).to.deep.equal([undefined, "customer-7"]);
	});
});
