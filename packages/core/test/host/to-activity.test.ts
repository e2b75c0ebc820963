import { Activity } from "@microsoft/agents-activity";
import { TurnContext } from "botbuilder-core";
import { expect } from "chai";
import fc from "fast-check";
import { BatonError } from "../../src/error.js";
import { toIso } from "../../src/host/iso.js";
import { toPlain } from "../../src/host/plain.js";
import { toActivity, toReference } from "../../src/host/to-activity.js";
import type { ActivityLike } from "../../src/host/turn-context.js";

const incoming = {
	type: "message",
	id: "m1",
	text: "Ada ukuran XL?",
	timestamp: new Date("2024-03-01T10:20:30.045Z"),
	channelId: "facebook",
	serviceUrl: "https://channel.example",
	conversation: { id: "c1", isGroup: false },
	from: { id: "u1", name: "Budi", aadObjectId: "x" },
	recipient: { id: "page", name: "Toko" },
	locale: "id-ID",
	channelData: { mid: "m_1", deep: { list: [1, { at: new Date(0) }] } },
};

const wide = { depth: 1000, length: 1_000_000 };

/** Calls it and gives the code of what it throws. */
function codeOf(action: () => unknown): string | undefined {
	try {
		action();
	} catch (error) {
		if (error instanceof BatonError) return error.code;
		throw error;
	}
	return undefined;
}

describe("An activity for the log", () => {
	it("is what JSON would make of the host's", () => {
		expect(toActivity(incoming)).to.deep.equal(JSON.parse(JSON.stringify(incoming)));
	});

	it("shares nothing with the host's, which stays as it was", () => {
		const template = structuredClone(incoming);
		const copy = toActivity(template);
		template.channelData.deep.list.push(2);
		template.from.name = "Somebody else";
		expect(copy).to.deep.equal(toActivity(incoming));
		expect(template.timestamp).to.be.instanceOf(Date);
	});

	it("is plain where the host has a class for activities", () => {
		const copy = toActivity(Activity.fromObject({ ...incoming, channelId: "agents:email" }));
		expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
		expect(copy).to.include({ text: "Ada ukuran XL?", channelId: "agents:email" });
		expect(copy).to.not.have.property("_channelId");
	});

	it("is a message where the bot did not say", () => {
		expect(toActivity({ text: "Halo" })).to.deep.equal({ type: "message", text: "Halo" });
	});

	it("drops what JSON has no word for", () => {
		const odd = {
			type: "message",
			text: undefined,
			value: {
				call: () => 1,
				symbol: Symbol("s"),
				big: 12n,
				none: Number.NaN,
				list: [undefined, () => 1, 2],
			},
			channelData: new Map([["a", 1]]),
			attachments: [new URL("https://a.example/x")],
		};
		expect(toActivity(odd)).to.deep.equal({
			type: "message",
			value: { big: "12", none: null, list: [null, null, 2] },
			channelData: {},
			attachments: ["https://a.example/x"],
		});
	});

	it("inherits nothing from what came in", () => {
		const hostile = JSON.parse(
			'{"type":"message","channelData":{"__proto__":{"isAdmin":true},"a":{"__proto__":null}}}',
		);
		const { channelData } = toActivity(hostile);
		expect(channelData).to.deep.equal({ a: {} });
		expect(channelData).to.not.have.property("isAdmin");
		expect({}).to.not.have.property("isAdmin");
	});

	it("is refused if it refers to itself, is nested too deeply or too long", () => {
		const cycle: Record<string, unknown> = { type: "message" };
		cycle.value = [cycle];
		const deep = { type: "message", value: JSON.parse("[".repeat(100) + "]".repeat(100)) };
		expect(codeOf(() => toActivity(cycle))).to.equal("activity-too-large");
		expect(codeOf(() => toActivity(deep))).to.equal("activity-too-large");
		expect(codeOf(() => toActivity({ text: "x".repeat(300_000) }))).to.equal("activity-too-large");
		expect(codeOf(() => toActivity({ value: new Array(100_000).fill(0) }))).to.equal("activity-too-large");
		expect(codeOf(() => toActivity({ text: "x".repeat(200_000) }))).to.equal(undefined);
	});

	it("is what JSON would make of it, whatever is in it", () => {
		const anything = fc.object({
			maxDepth: 4,
			// Dropped on purpose: assigning to it would change what an object inherits
			key: fc.string().filter((key) => key !== "__proto__"),
			withDate: true,
			withSparseArray: true,
			// JSON has no word for -0, and nobody writes one
			values: [
				fc.string(),
				fc.double().map((number) => number + 0),
				fc.boolean(),
				fc.constant(null),
				fc.constant(undefined),
				fc.date(),
			],
		});
		fc.assert(
			fc.property(anything, (value) => {
				expect(toPlain(value, wide)).to.deep.equal(JSON.parse(JSON.stringify(value)));
			}),
		);
	});
});

describe("An activity that a user's page made up", () => {
	const logged = (made: object) => toActivity({ type: "message", ...made } as ActivityLike);

	it("has text where text is read, and lists where lists are", () => {
		expect(logged({ text: 5 })).to.deep.equal({ type: "message", text: "5" });
		const odd = { text: { a: 1 }, name: [], locale: null, attachments: { length: 9 }, entities: "all" };
		expect(logged(odd)).to.deep.equal({ type: "message" });
	});
});

describe("A date for the log", () => {
	it("is written as toISOString writes it", () => {
		fc.assert(
			fc.property(fc.array(fc.date({ noInvalidDate: true })), (dates) => {
				expect(dates.map(toIso)).to.deep.equal(dates.map((date) => date.toISOString()));
			}),
		);
	});

	it("is null if it is no date at all", () => {
		expect(toIso(new Date("yesterday-ish"))).to.equal(null);
	});
});

describe("A conversation reference", () => {
	it("is what Bot Framework makes of the same activity", () => {
		const expected = TurnContext.getConversationReference(incoming as object);
		expect(toReference(incoming)).to.deep.equal(expected);
	});

	it("has no activity to reply to where Web Chat announces a conversation", () => {
		const announced = { ...incoming, type: "conversationUpdate", channelId: "webchat" };
		expect(toReference(announced).activityId).to.equal(undefined);
		expect(toReference({ ...announced, channelId: "facebook" }).activityId).to.equal("m1");
	});

	it("is refused without a channel or a conversation, and says who must set them", () => {
		const { conversation, ...nowhere } = incoming;
		expect(conversation.id).to.equal("c1");
		expect(() => toReference(nowhere)).to.throw(
			BatonError,
			"the adapter must set channelId and conversation.id",
		);
		expect(codeOf(() => toReference({ ...incoming, channelId: "" }))).to.equal("no-conversation");
	});
});
