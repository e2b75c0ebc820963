import { expect } from "chai";
import type { ActivityLike, Received } from "../../src/index.js";
import { type Scene, scene } from "../support/scene.js";

const reaction: ActivityLike = {
	...{ type: "event", name: "reaction", id: "r1", value: { emoji: "❤" }, channelId: "test" },
	...{ conversation: { id: "c1" }, from: { id: "siti" }, recipient: { id: "page" } },
};

async function receive(all: Scene, activity: ActivityLike): Promise<Received> {
	const received = await all.handoff.receive(activity);
	await all.clock.advance(50);
	await received.done;
	return received;
}

function noting(names: string[]): Scene {
	return scene({
		bot: async (context) => {
			names.push(context.activity.name ?? context.activity.type);
			await context.sendActivity("Thank you");
		},
	});
}

describe("An event that a channel receives", () => {
	it("is in the log, and the bot's to answer", async () => {
		const names: string[] = [];
		const all = noting(names);
		const { outcome } = await receive(all, reaction);
		expect(outcome.status).to.equal("done");
		expect(names).to.deep.equal(["reaction"]);
		expect((await all.log()).map(({ type }) => type)).to.deep.equal(["userSaid", "botSaid"]);
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: Thank you"]);
	});

	it("has its effect once, however often it comes", async () => {
		const names: string[] = [];
		const all = noting(names);
		await receive(all, reaction);
		const { repeated } = await receive(all, reaction);
		expect(repeated).to.equal(true);
		expect(names).to.deep.equal(["reaction"]);
	});

	it("is told to the human who holds control, and not to the bot", async () => {
		const names: string[] = [];
		const all = noting(names);
		await all.user.says("Hello");
		await all.ana.takeOver();
		names.length = 0;
		await receive(all, reaction);
		expect(names).to.deep.equal([]);
		expect((await all.told("desk")).at(-1)).to.equal("userSaid");
	});

	it("asks nobody for a person, neither by its words nor for want of an intent", async () => {
		const all = scene({
			gate: {
				name: "confidenceGate",
				decide: async () => {
					throw new Error("The gate is not asked about events");
				},
				judge: () => {
					throw new Error("The gate is not asked about events");
				},
			},
		});
		await receive(all, { ...reaction, text: "I want to talk to a human" });
		expect(await all.control()).to.equal("bot");
	});

	it("is no button press, whatever it carries", async () => {
		const all = scene();
		await receive(all, { ...reaction, value: { type: "DELETE_CART_ITEM", payload: {} } });
		const [heard] = await all.logged("userSaid");
		expect(heard).to.not.have.property("postback");
	});

	it("is refused where it names no conversation", async () => {
		const all = scene();
		const { outcome } = await all.handoff.receive({ type: "event", name: "app_roles", channelId: "test" });
		expect(outcome).to.include({ status: "refused", code: "bad-target" });
	});
});
