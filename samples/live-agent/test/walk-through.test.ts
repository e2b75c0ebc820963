import {
	type AppId,
	type ByApp,
	type Command,
	conversationKey,
	type EntryOf,
	type EntryType,
	type Outcome,
	type PersonId,
	silentLogger,
} from "@baton/core";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { texts } from "../src/bot.js";
import { type LiveAgent, openLiveAgent } from "../src/live-agent.js";

/**
 * https://developers.google.com/business-communications/business-messages/guides/how-to/message/conversations/bot-live-agent-handoff
 */
describe("The walk-through of Business Messages", () => {
	let sample: LiveAgent;
	let by: ByApp;

	before(async () => {
		sample = await openLiveAgent({ port: 0, deskPort: 0, logger: silentLogger });
		const { id, ...ana } = sample.ana;
		by = { app: "desk" as AppId, human: { id: id as PersonId, ...ana } };
	});

	after(() => sample.close());

	function key() {
		const business = "brands/1111/agents/2222";
		const conversation = sample.michael.conversationId;
		return conversationKey({ channel: "business-messages", business, conversation });
	}

	async function ana(command: (epoch: never) => Command): Promise<Outcome> {
		const { conversation } = await sample.handoff.store.load(key());
		return sample.handoff.submit(key(), command(conversation?.control.epoch as never));
	}

	const says = (text: string) =>
		ana((epoch) => ({ type: "speak", epoch, activity: { type: "message", text }, ...by }));

	/** The newest line of the log of this type. */
	async function newest<T extends EntryType>(type: T): Promise<EntryOf<T>> {
		const entries = await sample.handoff.store.readEntries(key(), { limit: 100 });
		const entry = entries.findLast((each): each is EntryOf<T> => each.type === type);
		if (entry === undefined) throw new Error(`There is no ${type}`);
		return entry;
	}

	/** The platform has taken a message of this text, or an event of this type. */
	function took(what: string): Promise<unknown> {
		return sample.emulator.accepted((request) => {
			if (request.kind === "message") return request.body.text === what;
			return request.kind === "event" && request.body.eventType === what;
		});
	}

	it("goes its ten steps, and the platform gets what it asks for, field by field", async () => {
		const { michael, emulator, handoff } = sample;
		const bot = {
			representativeType: "BOT",
			displayName: "Bot Toko",
			avatarImage: sample.ana.avatarImage.replace("ana", "bot"),
		};
		const human = { representativeType: "HUMAN", displayName: "Ana", avatarImage: sample.ana.avatarImage };

		// 1 Michael opens the conversation.
		expect(emulator.requests).to.deep.equal([]);

		// 2 He begins to type, and the agent is told.
		await michael.types();

		// 3 He writes.
		await michael.says("Hi, I have a problem");

		// 4 The bot answers that it passes this along.
		await took(texts.passedOn);
		const { offer } = await newest("offered");

		// 5 A person joins.
		await handoff.submit(key(), { type: "confirm", offer: offer.id, ...by });
		await took("REPRESENTATIVE_JOINED");

		// 6 The person answers.
		await says("I see you have a problem. How can I help?");
		await took("I see you have a problem. How can I help?");

		// 7 Michael tells what it is.
		await michael.says("My dress is too long");

		// 8 The person goes on.
		await says("I am sending you a shorter one today.");
		await took("I am sending you a shorter one today.");

		// 9 The person leaves.
		await ana((epoch) => ({ type: "release", epoch, ...by }));
		await took("REPRESENTATIVE_LEFT");

		// 10 The bot is there again.
		await michael.says("Thank you!");
		await took(texts.welcome);

		const entries = await handoff.store.readEntries(key(), { limit: 100 });
		const ids = entries.flatMap(({ type, id }) =>
			["notice", "joined", "appSaid", "left", "botSaid"].includes(type) ? [id] : [],
		);
		const conversationId = michael.conversationId;
		const about = { conversationId, answer: "OK" };
		const message = (messageId: unknown, representative: object, text: string) => ({
			...{ ...about, kind: "message", forceFallback: false },
			body: { messageId, representative, text },
		});
		const event = (eventId: unknown, eventType: string, representative: object) => ({
			...{ ...about, kind: "event", eventId },
			body: { eventType, representative },
		});
		const got = emulator.requests
			.filter(({ kind }) => kind !== "receipt")
			.map(({ at: _, ...request }) => request);
		expect(got).to.deep.equal([
			message(ids[0], bot, texts.passedOn),
			event(ids[1], "REPRESENTATIVE_JOINED", human),
			message(ids[2], human, "I see you have a problem. How can I help?"),
			message(ids[3], human, "I am sending you a shorter one today."),
			event(ids[4], "REPRESENTATIVE_LEFT", human),
			message(ids[5], bot, texts.welcome),
		]);
		expect(ids).to.have.length(6);
		expect(new Set(ids)).to.have.property("size", 6);
		emulator.checkRepresentatives();
	});

	it("lets Michael see that each of his words was read", async () => {
		const { emulator, michael } = sample;
		for (const line of michael.lines) {
			if (line.kind !== "user") continue;
			await emulator.accepted(
				(request) =>
					request.kind === "receipt" && request.messageId === line.id && request.receiptType === "READ",
			);
		}
	});
});
