import { expect } from "chai";
import fc from "fast-check";
import type { Activity } from "../../src/conversation/activity.js";
import { parsePostback, readPostback } from "../../src/postback/read-postback.js";

const pressed = { type: "DELETE_CART_ITEM", payload: { sku: "BTK-7" } };
const wire = JSON.stringify(pressed);

const presses: Readonly<Record<string, Omit<Activity, "type">>> = {
	"an object in value": { value: pressed },
	"JSON in value": { value: wire },
	"a Messenger button": { text: wire, channelData: { postback: { title: "Remove", payload: wire } } },
	"a Messenger quick reply through Botkit": {
		text: "Remove",
		channelData: { quick_reply: { payload: wire } },
	},
	"a Messenger quick reply as Facebook sends it": {
		text: "Remove",
		channelData: { message: { text: "Remove", quick_reply: { payload: wire } } },
	},
	"a Business Messages suggestion": {
		text: "Remove",
		channelData: { suggestionResponse: { postbackData: wire, text: "Remove" } },
	},
	"a Telegram button": { text: wire, channelData: { callback_query: { data: wire } } },
	"a Web Chat postBack with text": { text: wire, channelData: { postBack: true } },
	"a Web Chat messageBack": { text: wire, channelData: { messageBack: true, displayText: "Remove" } },
};

describe("A press is read from", () => {
	for (const [name, activity] of Object.entries(presses)) {
		it(name, () => {
			expect(readPostback({ type: "message", ...activity })).to.deep.equal(pressed);
		});
	}
});

describe("No press is read from", () => {
	it("text that somebody typed, whatever it looks like", () => {
		const texts = [wire, ` ${wire}`, JSON.stringify(wire), '{"type":"takeOver"}', "connect", "#disconnect"];
		const channelData = [
			undefined,
			{},
			null,
			"x",
			{ postBack: false },
			{ postBack: "true" },
			{ text: wire },
			[wire],
		];
		for (const text of texts) {
			for (const data of channelData) {
				expect(readPostback({ type: "message", text, channelData: data }), text).to.equal(undefined);
			}
		}
	});

	it("any text at all without a mark of the channel", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
				expect(
					readPostback({ type: "message", text, channelData: { mid: "m", message: { text } } }),
				).to.equal(undefined);
			}),
		);
	});

	it("events, typing and echoes", () => {
		for (const type of ["event", "typing", "invoke", "conversationUpdate"]) {
			expect(readPostback({ type, value: pressed, channelData: { postback: { payload: wire } } })).to.equal(
				undefined,
			);
		}
	});

	it("buttons and forms of the bot that carry something else", () => {
		const others = [
			"GET_STARTED",
			"",
			"{",
			"[]",
			"7",
			{ ...pressed, more: 1 },
			{ type: 7, payload: 1 },
			{ type: "" },
			[],
			7,
			null,
		];
		for (const value of others) {
			expect(readPostback({ type: "message", value }), JSON.stringify(value)).to.equal(undefined);
			expect(readPostback({ type: "message", channelData: { postback: { payload: value } } })).to.equal(
				undefined,
			);
		}
	});

	it("what is too deep or too long", () => {
		const deep = `{"type":"X","payload":${"[".repeat(5000)}${"]".repeat(5000)}}`;
		expect(parsePostback(deep)).to.equal(undefined);
		expect(parsePostback(JSON.stringify({ type: "X", payload: "x".repeat(40_000) }))).to.equal(undefined);
		expect(parsePostback({ type: "X", payload: "x".repeat(40_000) })).to.equal(undefined);
	});

	it("what is only inherited", () => {
		const channelData = Object.create({ postBack: true, postback: { payload: wire } });
		expect(readPostback({ type: "message", text: wire, channelData })).to.equal(undefined);
		expect(parsePostback(JSON.parse(`{"__proto__":${wire}}`))).to.equal(undefined);
	});
});

describe("What is read", () => {
	it("may have no payload", () => {
		expect(parsePostback('{"type":"HELP"}')).to.deep.equal({ type: "HELP", payload: undefined });
		expect(parsePostback('{"type":"HELP","payload":null}')).to.deep.equal({ type: "HELP", payload: null });
	});

	it("changes nothing that others inherit", () => {
		const hostile =
			'{"type":"X","payload":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}}';
		const payload = parsePostback(hostile)?.payload;
		expect(payload).to.not.have.property("isAdmin");
		expect(Object.hasOwn(Object(payload), "__proto__")).to.equal(false);
		expect({}).to.not.have.property("isAdmin");
	});

	it("is a value for anything, never an error", () => {
		fc.assert(
			fc.property(fc.anything(), fc.anything(), (value, channelData) => {
				const found = readPostback({
					type: "message",
					text: wire,
					value,
					channelData: { ...Object(channelData), postBack: value },
				});
				expect(found === undefined || typeof found.type === "string").to.equal(true);
			}),
		);
	});
});
