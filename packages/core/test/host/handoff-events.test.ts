import { EventFactory, TurnContext } from "botbuilder";
import { TestAdapter } from "botbuilder-core";
import { expect } from "chai";
import {
	handoffInitiation,
	handoffStatus,
	isHandoffInitiation,
	isHandoffStatus,
} from "../../src/host/handoff-events.js";
import { toActivity } from "../../src/host/to-activity.js";

const activity = {
	type: "message",
	id: "m1",
	channelId: "test",
	serviceUrl: "https://channel.example",
	conversation: { id: "c1", name: "Budi", isGroup: false, conversationType: "personal" },
	from: { id: "u1", name: "Budi" },
	recipient: { id: "bot", name: "Toko" },
	locale: "id-ID",
};
const context = new TurnContext(new TestAdapter(), activity);
const same = { id: "e1", timestamp: "2024-01-01T00:00:00.000Z" };
const at = Date.parse(same.timestamp);

describe("The event by which a bot asks for a person", () => {
	it("has the shape that Bot Framework gives it", () => {
		const transcript = { activities: [] };
		const value = { skill: "returns" };
		const expected = EventFactory.createHandoffInitiation(context, value, transcript);
		expect(
			toActivity(handoffInitiation({ context: { activity }, value, transcript, id: "e1", at })),
		).to.deep.equal({
			...toActivity(expected),
			...same,
		});
	});

	it("has a new id and the present time where none are given", () => {
		const [one, other] = [1, 2].map(() => handoffInitiation({ context: { activity }, value: {} }));
		expect(one?.id).to.be.a("string").that.does.not.equal(other?.id);
		expect(one?.attachments).to.deep.equal([]);
	});

	it("is recognized, from Bot Framework too", () => {
		expect(isHandoffInitiation(handoffInitiation({ context: { activity }, value: {} }))).to.equal(true);
		expect(isHandoffInitiation(EventFactory.createHandoffInitiation(context, {}))).to.equal(true);
		expect(isHandoffInitiation({ type: "handoff", name: "handoff.initiate" })).to.equal(false);
		expect(isHandoffInitiation({ type: "message", name: "handoff.initiate" })).to.equal(false);
	});
});

describe("The event by which a bot hears how its handoff goes", () => {
	const { conversation } = activity;

	it("has the shape that Bot Framework gives it", () => {
		const expected = EventFactory.createHandoffStatus(conversation, "failed", "Nobody is free");
		const status = handoffStatus({ conversation, state: "failed", message: "Nobody is free", id: "e1", at });
		expect(toActivity(status)).to.deep.equal({ ...toActivity(expected), ...same });
	});

	it("is recognized with one of the three states only", () => {
		expect(isHandoffStatus(handoffStatus({ conversation, state: "accepted" }))).to.equal(true);
		expect(isHandoffStatus(EventFactory.createHandoffStatus(conversation, "completed"))).to.equal(true);
		expect(isHandoffStatus({ type: "event", name: "handoff.status", value: { state: "queued" } })).to.equal(
			false,
		);
		expect(isHandoffStatus({ type: "event", name: "handoff.status" })).to.equal(false);
	});
});
