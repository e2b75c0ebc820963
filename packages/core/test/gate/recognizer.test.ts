import type { RecognizerResult as BotFrameworkResult, TurnContext } from "botbuilder-core";
import { expect } from "chai";
import { BatonError } from "../../src/error.js";
import {
	parseRecognition,
	type Recognizer,
	recognition,
	textRecognizer,
	toRecognizerResult,
} from "../../src/gate/recognizer.js";

const luis = {
	text: "halo",
	intents: { Checkout: { score: 0.2 }, Greeting: { score: 0.7 } },
	entities: { $instance: {} },
};

describe("a recognition", () => {
	it("lists the intents of a Bot Framework result, the most confident first", () => {
		expect(parseRecognition(luis)).to.deep.equal({
			text: "halo",
			intents: [
				{ intent: "Greeting", confidence: 0.7 },
				{ intent: "Checkout", confidence: 0.2 },
			],
			entities: { $instance: {} },
		});
	});

	it("keeps the recognizer's order among intents of equal confidence", () => {
		const { intents } = parseRecognition({ text: "x", intents: { b: { score: 0.5 }, a: { score: 0.5 } } });
		expect(intents.map(({ intent }) => intent)).to.deep.equal(["b", "a"]);
	});

	it("takes a result without text, as some recognizers return one for a picture", () => {
		expect(parseRecognition({ intents: {} })).to.deep.equal({ text: "", intents: [] });
	});

	it("counts an intent without a score as 0, as Bot Framework lets recognizers leave it out", () => {
		const { intents } = parseRecognition({ text: "x", intents: { a: {}, b: { score: 0.1 } } });
		expect(intents).to.deep.equal([
			{ intent: "b", confidence: 0.1 },
			{ intent: "a", confidence: 0 },
		]);
	});

	it("forgives a sum of floats that is just above 1", () => {
		expect(
			parseRecognition({ text: "x", intents: { a: { score: 1.0000001 } } }).intents[0]?.confidence,
		).to.equal(1);
	});

	const bad: readonly (readonly [string, unknown])[] = [
		["nothing", undefined],
		["null", null],
		["a string", "Greeting"],
		["an array", []],
		["no intents", { text: "x" }],
		["intents that are a list", { text: "x", intents: [{ intent: "a", score: 1 }] }],
		["a score in words", { text: "x", intents: { a: { score: "high" } } }],
		["a score that is not a number", { text: "x", intents: { a: { score: Number.NaN } } }],
		["a negative score", { text: "x", intents: { a: { score: -0.1 } } }],
		["a score above 1", { text: "x", intents: { a: { score: 87 } } }],
		["text that is a number", { text: 7, intents: {} }],
	];
	for (const [what, value] of bad) {
		it(`refuses ${what}`, () => {
			expect(() => parseRecognition(value))
				.to.throw(BatonError)
				.with.property("code", "bad-recognition");
		});
	}

	it("survives the way to Bot Framework and back", () => {
		const there = parseRecognition(luis);
		expect(parseRecognition(toRecognizerResult(there))).to.deep.equal(there);
	});
});

describe("a recognizer", () => {
	const context = { activity: { text: "halo kak" } };

	it("may be any of Bot Framework's", async () => {
		const recognizer = {
			recognize: async (turn: TurnContext): Promise<BotFrameworkResult> => ({
				...luis,
				text: turn.activity.text,
			}),
		};
		const accepted: Recognizer = recognizer;
		expect((await recognition(accepted, context)).text).to.equal("halo kak");
	});

	it("may take the words alone", async () => {
		const understood = await recognition(
			{ recognizeText: (text) => ({ text, intents: [{ intent: "greeting", confidence: 0.9 }] }) },
			context,
		);
		expect(understood).to.deep.equal({
			text: "halo kak",
			intents: [{ intent: "greeting", confidence: 0.9 }],
		});
	});

	it("made of a function works in Bot Framework dialogs as well", async () => {
		const recognizer = textRecognizer((text) => ({
			text,
			intents: [{ intent: "greeting", confidence: 0.9 }],
		}));
		expect(recognizer.recognizeText("hi").intents).to.have.length(1);
		expect(await recognizer.recognize(context)).to.deep.equal({
			text: "halo kak",
			intents: { greeting: { score: 0.9 } },
			entities: {},
		});
	});
});
