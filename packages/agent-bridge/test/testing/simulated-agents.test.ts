import { createHandoff, silentLogger } from "@baton/core";
import { expect } from "chai";
import { inProcess } from "../../src/index.js";
import {
	dyingAgent,
	findOtherVoices,
	hostBot,
	promptAgent,
	rudeAgent,
	type SimulatedAgent,
	simulatedChannel,
	simulatedCustomer,
	simulatedDesk,
	slowAgent,
} from "../../src/testing/index.js";
import { codeOf } from "../support/failure.js";
import { createBridge, watched } from "../support/watched.js";

/** A shop with one simulated person at its desk. */
async function openShop(agent: SimulatedAgent) {
	const channel = simulatedChannel();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		channels: { simulated: channel },
		logger: silentLogger,
	});
	hostBot(handoff, async (context) => {
		if (context.activity.type === "message") await context.sendActivity(`You said ${context.activity.text}`);
	});
	const bridge = createBridge({ handoff, authenticate: () => true });
	const desk = simulatedDesk({ dial: watched(inProcess(bridge)), appId: "desk", appSecret: "any", agent });
	await desk.whenConnected();
	const ada = simulatedCustomer({ channel, to: handoff });
	return {
		ada,
		desk,
		async close() {
			await desk.close();
			bridge.close();
			await handoff.stop();
		},
	};
}

describe("A simulated desk", () => {
	it("with a prompt agent takes, answers, and gives back", async () => {
		const { ada, close } = await openShop(promptAgent());
		await ada.says("I want to talk to a person");
		await ada.hears("Hello, how can I help?");
		await ada.says("It is too small");
		await ada.hears("I will look into it: It is too small");
		await ada.says("thank you");
		await ada.hears(({ what }) => what === "left");
		await ada.says("and now?");

		await ada.hears("You said and now?");
		ada.assertOneVoice();
		await close();
	});

	it("with a slow agent keeps the bot speaking until they are there", async () => {
		const { ada, close } = await openShop(slowAgent(promptAgent(), 50));
		await ada.says("I want to talk to a person");
		await ada.says("hello?");
		await ada.hears("You said hello?");

		expect((await ada.hears("Hello, how can I help?")).label).to.equal("HUMAN");
		ada.assertOneVoice();
		await close();
	});

	it("with a rude agent leaves the user with one voice, and each word once", async () => {
		const { ada, desk, close } = await openShop(rudeAgent({ flood: 5 }));
		await ada.says("I want to talk to a person");
		await ada.hears("Wait 5");
		await ada.says("please listen");
		await ada.hears(({ what }) => what === "left");
		await ada.says("bot?");
		await ada.hears("You said bot?");

		expect(ada.lines.filter(({ text }) => text === "PLEASE LISTEN")).to.have.length(1);
		expect(desk.refusals.map(codeOf)).to.include("not-in-control");
		ada.assertOneVoice();
		await close();
	});

	it("with a dying agent is back, and nothing that the user said is lost", async () => {
		const { ada, desk, close } = await openShop(dyingAgent(promptAgent(), { after: 3, awayMs: 50 }));
		await ada.says("I want to talk to a person");
		await ada.hears("Hello, how can I help?");
		await ada.says("first");
		await ada.says("second");

		await ada.hears("I will look into it: second");
		expect((await desk.sees(ada.conversationId)).map(({ text }) => text)).to.include.members([
			"first",
			"second",
		]);
		ada.assertOneVoice();
		await close();
	});
});

describe("The judge of voices", () => {
	const activity = { type: "message" };
	const human = { label: "HUMAN", name: "Mara", activity } as const;
	const bot = { label: "BOT", name: "Shop bot", activity } as const;
	const joined = { ...human, what: "joined", text: "Mara joined" } as const;
	const left = { ...human, what: "left", text: "Mara left" } as const;

	it("finds nothing wrong where one speaks after the other", () => {
		const notice = { ...bot, what: "notice", text: "One moment" } as const;
		const lines = [{ ...bot, what: "said", text: "Hi" } as const, joined, notice, left];

		expect(findOtherVoices(lines)).to.deep.equal([]);
	});

	it("finds a bot among a human's words, a human who has not joined, and one who left unseen", () => {
		const said = { what: "said", text: "Hello" } as const;

		expect(findOtherVoices([joined, { ...bot, ...said }])).to.have.length(1);
		expect(findOtherVoices([{ ...human, ...said }])).to.have.length(1);
		expect(findOtherVoices([left])).to.have.length(1);
		expect(findOtherVoices([joined, joined])).to.have.length(1);
		expect(findOtherVoices([joined, { ...bot, ...said }], ({ label }) => label === "BOT")).to.deep.equal([]);
	});

	it("fails a customer who heard more than one voice", async () => {
		const channel = simulatedChannel();
		const ada = simulatedCustomer({ channel, to: async () => {} });
		const to = { key: ada.conversationId, reference: {}, nativeId: undefined } as never;
		const item = { kind: "send", by: "bot", order: 1, id: "1" };
		const representative = { representativeType: "HUMAN", displayName: "Nobody" };
		await channel.send(
			{ ...item, activity: { type: "message", text: "I am real", channelData: { representative } } } as never,
			to,
		);

		expect(() => ada.assertOneVoice()).to.throw("I am real");
	});
});
