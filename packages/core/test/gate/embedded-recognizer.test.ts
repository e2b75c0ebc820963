import { expect } from "chai";
import { BatonError } from "../../src/error.js";
import {
	loadRecognizer,
	parseExamples,
	saveRecognizer,
	trainRecognizer,
} from "../../src/gate/embedded-recognizer.js";
import { confidenceGate } from "../../src/gate/gate.js";
import { otherWords, shopQuestions, spacelessQuestions, unrelated } from "./shop-questions.js";

const shop = trainRecognizer(shopQuestions);

const best = (text: string, recognizer = shop) => recognizer.recognizeText(text).intents[0];
const confidence = (text: string, recognizer = shop) => best(text, recognizer)?.confidence ?? 0;

describe("a recognizer trained on five examples for each intent", () => {
	for (const { text, intent } of shopQuestions) {
		it(`knows its example "${text}"`, () => {
			expect(best(text)).to.have.property("intent", intent);
			expect(confidence(text)).to.be.above(0.7);
		});
	}

	for (const { text, intent } of otherWords) {
		it(`is sure of "${text}"`, () => {
			expect(best(text)).to.have.property("intent", intent);
			expect(confidence(text)).to.be.above(0.7);
		});
	}

	for (const text of unrelated) {
		it(`is unsure of "${text}"`, () => {
			expect(confidence(text)).to.be.below(0.4);
		});
	}

	it("reads through a slip of the finger", () => {
		expect(best("ongkirr ke bandugn brp")).to.have.property("intent", "shipping");
		expect(best("kode vocher")).to.have.property("intent", "discount");
	});

	it("does not mind capitals, full-width letters and decoration", () => {
		expect(confidence("ＢＩＳＡ ＣＯＤ ＫＡＫ？ 🙏")).to.equal(confidence("bisa cod kak"));
	});

	it("recognizes nothing in a text without words", () => {
		for (const text of ["", "   ", "👍", "?!"])
			expect(shop.recognizeText(text)).to.deep.equal({ text, intents: [] });
	});

	it("lists at most five intents, in order, with confidences that add up to no more than 1", () => {
		for (const { text } of otherWords) {
			const confidences = shop.recognizeText(text).intents.map((scored) => scored.confidence);
			expect(confidences).to.have.length.within(1, 5);
			expect(confidences).to.deep.equal(confidences.toSorted((a, b) => b - a));
			expect(confidences.reduce((sum, each) => sum + each)).to.be.at.most(1.000001);
		}
	});

	it("reads the beginning of a text of any length", () => {
		expect(best(`ongkir ke bandung berapa ${"a ".repeat(500_000)}`)).to.not.equal(undefined);
	});
});

describe("a recognizer for languages without spaces", () => {
	const recognizer = trainRecognizer(spacelessQuestions);

	for (const [text, intent] of [
		["返品はできますか", "返品"],
		["大阪への送料はいくらですか", "送料"],
		["ขอคืนสินค้าได้ไหม", "คืนสินค้า"],
		["ค่าส่งไปภูเก็ตเท่าไหร่คะ", "ค่าส่ง"],
	] as const) {
		it(`is sure of "${text}"`, () => {
			expect(best(text, recognizer)).to.have.property("intent", intent);
			expect(confidence(text, recognizer)).to.be.above(0.7);
		});
	}

	for (const text of ["今日の天気は", "อากาศวันนี้เป็นอย่างไร", "안녕하세요", "what is the meaning of life"]) {
		it(`is unsure of "${text}"`, () => {
			expect(confidence(text, recognizer)).to.be.below(0.4);
		});
	}
});

describe("training a recognizer", () => {
	it("gives the same recognizer again, and another one with another seed", () => {
		expect(saveRecognizer(trainRecognizer(shopQuestions))).to.deep.equal(saveRecognizer(shop));
		expect(saveRecognizer(trainRecognizer(shopQuestions, { seed: 2 }))).to.not.deep.equal(
			saveRecognizer(shop),
		);
	});

	it("learns what is out of scope from examples labelled so", async () => {
		const jokes = ["tell me a joke", "another joke please", "know any jokes?", "say something funny"];
		const recognizer = trainRecognizer([...shopQuestions, ...jokes.map((text) => ({ text, intent: "oos" }))]);
		const verdict = await confidenceGate({ recognizer }).decide({ activity: { text: "do you know a joke" } });
		expect(verdict).to.include({ verdict: "handOff", reason: "out-of-scope" });
	});

	it("takes intents named like parts of every object", () => {
		const recognizer = trainRecognizer([
			{ text: "bisa cod", intent: "__proto__" },
			{ text: "where is my order", intent: "constructor" },
		]);
		expect(best("bisa cod", recognizer)).to.have.property("intent", "__proto__");
	});

	it("passes over examples without words", () => {
		expect(trainRecognizer([...shopQuestions, { text: "??", intent: "puzzled" }]).intents).to.not.include(
			"puzzled",
		);
	});

	it("refuses examples of fewer than two intents", () => {
		for (const examples of [[], [{ text: "halo", intent: "greeting" }]]) {
			expect(() => trainRecognizer(examples))
				.to.throw(BatonError)
				.with.property("code", "bad-examples");
		}
	});
});

describe("the gate with an embedded recognizer", () => {
	const gate = confidenceGate({ recognizer: shop });

	it("answers what it knows and leaves the rest to a person", async () => {
		expect(await gate.decide({ activity: { text: "kak bisa bayar di tempat?" } })).to.include({
			verdict: "answer",
			intent: "cash-on-delivery",
		});
		expect(await gate.decide({ activity: { text: "what is the meaning of life" } })).to.include({
			verdict: "handOff",
			reason: "unsure",
		});
	});

	it("gets from it what a Bot Framework dialog gets", async () => {
		const asked = await shop.recognize({ activity: { text: "cek resi kak" } });
		expect(asked.intents["order-status"]?.score).to.equal(confidence("cek resi kak"));
	});
});

describe("a recognizer in a file", () => {
	const bytes = saveRecognizer(shop);

	it("answers as it did before", () => {
		const loaded = loadRecognizer(bytes);
		expect(loaded.intents).to.deep.equal(shop.intents);
		for (const text of [...otherWords.map((example) => example.text), ...unrelated]) {
			expect(loaded.recognizeText(text)).to.deep.equal(shop.recognizeText(text));
		}
	});

	it("is written the same again after it was read", () => {
		expect(saveRecognizer(loadRecognizer(bytes))).to.deep.equal(bytes);
	});

	it("may be read from the middle of a buffer, as a file often is", () => {
		const buffer = Buffer.concat([Buffer.from("x"), bytes]).subarray(1);
		expect(loadRecognizer(buffer).recognizeText("halo")).to.deep.equal(shop.recognizeText("halo"));
	});

	const broken: readonly (readonly [string, Uint8Array])[] = [
		["is empty", new Uint8Array()],
		["is too short for a header", bytes.subarray(0, 3)],
		["ends early", bytes.subarray(0, bytes.length - 1)],
		["has something after it", Uint8Array.from([...bytes, 0])],
		["is something else", new TextEncoder().encode('{"intents":[]}')],
		["is of another version", withHeader((header) => header.replace('"version":2', '"version":3'))],
		["has an intent twice", withIntents(shop.intents.map(() => "shipping"))],
		["has an intent without a name", withIntents(shop.intents.map((intent, at) => (at === 0 ? "" : intent)))],
		["holds what are no numbers", withHeader((header) => header, 0xff)],
		["counts its features wrongly", withHeader((header) => header.replace(/"features":\d/, '"features":9'))],
	];
	for (const [how, file] of broken) {
		it(`is refused if it ${how}`, () => {
			expect(() => loadRecognizer(file))
				.to.throw(BatonError)
				.with.property("code", "bad-recognizer-file");
		});
	}

	function withIntents(intents: readonly string[]): Uint8Array {
		return saveRecognizer({ ...shop, model: { ...shop.model, intents } });
	}

	function withHeader(change: (header: string) => string, filling?: number): Uint8Array {
		const length = new DataView(bytes.buffer).getUint32(0, true);
		const header = change(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
		const tables = bytes.slice(4 + length);
		if (filling !== undefined) tables.fill(filling);
		return Buffer.concat([bytes.subarray(0, 4), Buffer.from(header), tables]);
	}
});

describe("a file of examples", () => {
	it("is a list of texts with intents", () => {
		expect(parseExamples([{ text: "halo", intent: "greeting", id: 7 }])).to.deep.equal([
			{ text: "halo", intent: "greeting" },
		]);
	});

	for (const value of [undefined, {}, [{}], [{ text: 1, intent: "x" }], [{ text: "x", intent: "" }], ["x"]]) {
		it(`is not ${JSON.stringify(value)}`, () => {
			expect(() => parseExamples(value))
				.to.throw(BatonError)
				.with.property("code", "bad-examples");
		});
	}
});
