import { BotkitConversation } from "botkit";
import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod";
import { confidenceGate, postback, postbacks, textRecognizer } from "../../src/index.js";
import { addOrderDialog, type BotkitScene, type BotkitSceneOptions, botkitScene } from "./botkit-scene.js";

interface Shop extends BotkitScene {
	/** What the dialog took for answers. */
	readonly answers: readonly string[];
	/** What handlers heard beside the dialog. */
	readonly heard: readonly string[];
}

/** A bot that asks for a size and a colour when somebody says "order". */
function shop(options: BotkitSceneOptions = {}): Shop {
	const scene = botkitScene(options);
	const answers: string[] = [];
	const heard: string[] = [];
	const dialog = new BotkitConversation("order", scene.controller);
	const keep = async (answer: string): Promise<void> => {
		answers.push(answer);
	};
	dialog.ask("Which size?", keep, "size");
	dialog.ask("Which colour?", keep, "colour");
	dialog.say("Thank you");
	scene.controller.on(["message", "facebook_postback"], async (_, message) => {
		heard.push(message.text ?? JSON.stringify(message.value));
	});
	addOrderDialog(scene, dialog);
	return { ...scene, answers, heard };
}

async function handOverAndBack({ ana, says }: Shop): Promise<void> {
	await ana.takeOver();
	await says("Is anybody there?");
	await ana.says("Yes, how can I help?");
	await ana.releases();
}

describe("An open dialog when a human takes over", () => {
	it("is kept by default: the first message afterwards answers it", async () => {
		const scene = shop();
		await scene.says("order");
		await handOverAndBack(scene);
		expect(scene.texts().filter((text) => text === "Which size?")).to.have.length(1);
		await scene.says("XL");
		expect(scene.answers).to.deep.equal(["XL"]);
		expect(scene.texts().at(-1)).to.equal("Which colour?");
	});

	it("is cancelled where that is chosen: the first message afterwards is heard anew", async () => {
		const scene = shop({ dialogs: "cancel" });
		await scene.says("order");
		await handOverAndBack(scene);
		await scene.says("XL");
		expect(scene.answers).to.deep.equal([]);
		expect(scene.heard).to.deep.equal(["XL"]);
	});

	it("asks its question again afterwards where that is chosen", async () => {
		const scene = shop({ dialogs: "re-prompt" });
		await scene.says("order");
		await scene.says("XL");
		await handOverAndBack(scene);
		expect(scene.texts().slice(-1)).to.deep.equal(["Which colour?"]);
		expect(scene.texts().filter((text) => text === "Which colour?")).to.have.length(2);
		await scene.says("blue");
		expect(scene.answers).to.deep.equal(["XL", "blue"]);
		expect(scene.texts().at(-1)).to.equal("Thank you");
	});

	it("stays open where nobody came", async () => {
		const scene = shop({ dialogs: "cancel" });
		await scene.says("order");
		await scene.says("I want to talk to a human");
		await scene.ana.declines();
		await scene.presses("BATON_LEAVE_MESSAGE", "none");
		await scene.says("XL");
		expect(scene.answers).to.deep.equal(["XL"]);
	});

	it("does not take what the user tells the human for an answer", async () => {
		const scene = shop();
		await scene.says("order");
		await scene.ana.takeOver();
		await scene.says("I am not sure about the size");
		expect(scene.answers).to.deep.equal([]);
		expect(scene.heard).to.deep.equal([]);
	});
});

describe("An open dialog", () => {
	const catalogue = postbacks({
		SHOW_CART: postback({
			schema: z.object({}),
			handle: (_, { say }) => say("Your cart is empty"),
		}),
	});

	it("does not take a button press for an answer, whether a rule or the bot answers it", async () => {
		const scene = shop({ postbacks: catalogue });
		await scene.says("order");
		await scene.presses("SHOW_CART", {});
		await scene.presses("DELETE_CART_ITEM", { item: 3 });
		expect(scene.answers).to.deep.equal([]);
		expect(scene.heard).to.deep.equal(['{"type":"DELETE_CART_ITEM","payload":{"item":3}}']);
		expect(scene.texts()).to.deep.equal(["Which size?", "Your cart is empty"]);
		await scene.says("XL");
		expect(scene.answers).to.deep.equal(["XL"]);
	});

	it("does not take a Messenger postback for an answer", async () => {
		const scene = shop();
		await scene.says("order");
		await scene.says("GET_STARTED", {
			channelData: {
				postback: { title: "Start", payload: "GET_STARTED" },
				botkitEventType: "facebook_postback",
			},
		});
		expect(scene.answers).to.deep.equal([]);
		expect(scene.heard).to.deep.equal(["GET_STARTED"]);
	});

	it("does not take what is said to another app of the page for an answer", async () => {
		const scene = shop();
		await scene.says("order");
		await scene.says("XL", { channelData: { standby: true } });
		expect(scene.answers).to.deep.equal([]);
		expect(scene.heard).to.deep.equal([]);
		expect((await scene.logged("userSaid")).map(({ activity }) => activity.text)).to.deep.equal([
			"order",
			"XL",
		]);
	});

	it("takes its own quick replies for answers", async () => {
		const scene = shop();
		await scene.says("order");
		await scene.says("XL", { channelData: { quick_reply: { payload: "xl" } } });
		expect(scene.answers).to.deep.equal(["XL"]);
	});

	it("gets its answer without the gate being asked, and the user a person whenever they ask for one", async () => {
		const asked: string[] = [];
		const recognizer = textRecognizer((text) => {
			asked.push(text);
			return { text, intents: [{ intent: "order", confidence: text === "order" ? 1 : 0 }] };
		});
		const scene = shop({ gate: confidenceGate({ recognizer }) });
		await scene.says("order");
		await scene.says("XL");
		expect(asked).to.deep.equal(["order"]);
		expect(scene.answers).to.deep.equal(["XL"]);
		await scene.says("I want to talk to a human");
		expect((await scene.logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal(["asked"]);
	});
});

describe("A dialog that the bot opens for the desk alone", () => {
	const recognizer = textRecognizer((text) => ({ text, intents: [{ intent: "order", confidence: 0.3 }] }));

	it("is forgotten: the user has not seen its question", async () => {
		const scene = shop({ gate: confidenceGate({ recognizer }) });
		await scene.says("order");
		const drafts = await scene.logged("draft");
		expect(drafts.map(({ activity }) => activity.text)).to.deep.equal(["Which size?"]);
		await scene.says("order");
		expect(scene.answers).to.deep.equal([]);
	});

	it("does not go on with what the user tells a human, though the desk sees what the bot would say", async () => {
		const scene = shop({ policy: { shadow: true } });
		await scene.says("order");
		await scene.ana.takeOver();
		await scene.says("XL");
		await scene.says("Or rather L");
		const drafts = await scene.logged("draft");
		expect(drafts.map(({ activity }) => activity.text)).to.deep.equal(["Which colour?", "Which colour?"]);
		await scene.ana.releases();
		await scene.says("M");
		expect(scene.texts().at(-1)).to.equal("Which colour?");
	});
});
