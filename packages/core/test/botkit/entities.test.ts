import { BotkitConversation } from "botkit";
import { expect } from "chai";
import { type Entities, openEntities } from "../../src/gate/entities/entities.js";
import { confidenceGate, textRecognizer } from "../../src/index.js";
import { addOrderDialog, type BotkitScene, botkitScene } from "./botkit-scene.js";

describe("Answers to the questions of a dialog", function () {
	this.timeout(30_000);
	let entities: Entities;

	before(async () => {
		entities = await openEntities({ locales: ["en-US"], kinds: ["number", "yesNo"] });
	});

	/** Asks how many, and whether today; asks again where it did not understand. */
	function shop(): BotkitScene & { readonly orders: unknown[] } {
		const scene = botkitScene({
			gate: confidenceGate({
				recognizer: textRecognizer((text) => ({
					text,
					intents: [{ intent: "order", confidence: text === "order" ? 1 : 0 }],
				})),
			}),
		});
		const orders: unknown[] = [];
		const dialog = new BotkitConversation("order", scene.controller);
		dialog.ask(
			"How many would you like?",
			async (answer, convo) => {
				const count = entities.read(answer, "number", { locale: "en-US" });
				if (count.status !== "found") return convo.repeat();
				convo.setVar("count", count.value);
			},
			{ key: "words" },
		);
		dialog.ask(
			"Shall I send it today?",
			async (answer, convo) => {
				const today = entities.read(answer, "yesNo", { locale: "en-US" });
				if (today.status !== "found") return convo.repeat();
				convo.setVar("today", today.value);
			},
			{ key: "sendToday" },
		);
		dialog.after(({ count, today }) => {
			orders.push({ count, today });
		});
		addOrderDialog(scene, dialog);
		return Object.assign(scene, { orders });
	}

	it("are read as what was asked for, past the gate, and asked for again where they are something else", async () => {
		const all = shop();
		await all.says("order");
		await all.says("quite a few");
		await all.says("make it three please");
		await all.says("not sure");
		await all.says("sure!");
		expect(all.texts()).to.deep.equal([
			"How many would you like?",
			"How many would you like?",
			"Shall I send it today?",
			"Shall I send it today?",
		]);
		expect(all.orders).to.deep.equal([{ count: 3, today: true }]);
		expect(await all.logged("offered")).to.deep.equal([]);
	});
});
