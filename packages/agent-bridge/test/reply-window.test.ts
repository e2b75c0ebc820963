import type { Channel } from "@baton/core";
import { expect } from "chai";
import { failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { openStage } from "./support/stage.js";

const minuteMs = 60_000;

/** Takes answers for two minutes. */
const facebook: Channel = {
	reach: "anywhere",
	repeat: "at-most-once",
	window: { botMs: minuteMs, humanMs: 2 * minuteMs },
	send: async () => ({ state: "sent" }),
};

describe("A channel that takes answers only for so long", () => {
	it("is known to the desk with the user's words, and with how the conversation stands", async () => {
		const stage = openStage({ channels: { facebook } });
		const desk = await stage.desk("desk");
		const ada = stage.customer();
		await ada.say("hello");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("anybody?");
		const until = (stage.clock.now() + 2 * minuteMs) / 1000;
		expect(desk.heard.at(-1)).to.deep.include({ type: "userSay", replyUntil: until });
		const { conversation } = await desk.client.getTranscript({ conversationId: ada.key });
		expect(conversation.replyUntil).to.equal(until);
		await stage.end();
	});

	it("refuses what the desk says afterwards, and says why", async () => {
		const stage = openStage({ channels: { facebook } });
		const desk = await stage.desk("desk");
		const ada = stage.customer();
		await ada.say("hello");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await stage.clock.advance(2 * minuteMs);
		await settle();
		const refused = await failure(
			desk.client.send({ type: "agentSay", conversationId: ada.key, input: { type: "text", value: "Hi" } }),
		);
		expect(refused).to.have.property("code", "outside-window");
		await stage.end();
	});
});
