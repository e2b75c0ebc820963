import { expect } from "chai";
import { calibrationError } from "../../src/gate/calibration/reliability.js";
import { randomFrom, shuffled } from "../../src/gate/embedded/random.js";
import {
	type EmbeddedRecognizer,
	type Example,
	loadRecognizer,
	saveRecognizer,
	trainRecognizer,
	uncalibrated,
} from "../../src/gate/embedded-recognizer.js";

/** Questions made of patterns, `_` standing for each of the fillers. */
type Patterns = Readonly<Record<string, readonly string[]>>;

function made(patterns: Patterns, fillers: readonly string[]): readonly Example[] {
	const examples = Object.entries(patterns).flatMap(([intent, texts]) =>
		texts.flatMap((text) => fillers.map((filler) => ({ text: text.replace("_", filler), intent }))),
	);
	return Array.from(shuffled(examples.length, randomFrom(3)), (index) => examples[index]).filter(
		(example) => example !== undefined,
	);
}

const languages: Readonly<
	Record<string, { readonly patterns: Patterns; readonly fillers: readonly string[] }>
> = {
	Indonesian: {
		fillers: ["bandung", "medan", "solo", "bali", "depok"],
		patterns: {
			shipping: ["ongkir ke _ berapa kak", "kirim ke _ bisa ga", "berapa lama sampai _"],
			returns: ["barang dari _ rusak mau tukar", "mau retur paket _", "cara refund pesanan _ gimana"],
			stores: ["toko di _ buka jam berapa", "alamat toko _ dimana", "ada cabang di _ ga"],
		},
	},
	Japanese: {
		fillers: ["東京", "大阪", "名古屋", "福岡", "札幌"],
		patterns: {
			shipping: ["_への送料はいくらですか", "_まで何日かかりますか", "_に配送できますか"],
			returns: ["_で買った商品を返品したい", "_の注文を返金してください", "_から届いた物が壊れていた"],
			stores: ["_の店舗は何時に開きますか", "_に支店はありますか", "_の店の住所を教えて"],
		},
	},
	Chinese: {
		fillers: ["北京", "上海", "广州", "成都", "武汉"],
		patterns: {
			shipping: ["寄到_运费多少钱", "几天能送到_", "可以发货到_吗"],
			returns: ["_买的东西想退货", "_的订单怎么退款", "从_收到的商品坏了"],
			stores: ["_的门店几点开门", "_有分店吗", "请问_店的地址在哪里"],
		},
	},
	Thai: {
		fillers: ["กรุงเทพ", "เชียงใหม่", "ภูเก็ต", "ขอนแก่น", "ระยอง"],
		patterns: {
			shipping: ["ค่าส่งไป_เท่าไหร่", "ส่งไป_กี่วันถึง", "จัดส่งถึง_ได้ไหม"],
			returns: ["ของจาก_เสียขอคืน", "คืนเงินออเดอร์_ยังไง", "อยากเปลี่ยนสินค้าที่ซื้อจาก_"],
			stores: ["ร้านที่_เปิดกี่โมง", "มีสาขาที่_ไหม", "ที่อยู่ร้าน_อยู่ไหน"],
		},
	},
};

function accuracy(recognizer: EmbeddedRecognizer, examples: readonly Example[]): number {
	const right = examples.filter(({ text, intent }) => bestOf(recognizer, text)?.intent === intent);
	return right.length / examples.length;
}

function bestOf(recognizer: EmbeddedRecognizer, text: string) {
	return recognizer.recognizeText(text).intents[0];
}

describe("a recognizer in any language", () => {
	for (const [language, { patterns, fillers }] of Object.entries(languages)) {
		it(`learns ${language} from eight examples for each intent`, () => {
			const examples = made(patterns, fillers);
			const learned = Object.keys(patterns).flatMap((intent) =>
				examples.filter((example) => example.intent === intent).slice(0, 8),
			);
			const others = examples.filter((example) => !learned.includes(example));
			expect(accuracy(trainRecognizer(learned), others)).to.be.at.least(0.9);
		});
	}

	it("learns all of them at once", () => {
		const examples = Object.entries(languages).flatMap(([language, { patterns, fillers }]) =>
			made(patterns, fillers).map(({ text, intent }) => ({ text, intent: `${language} ${intent}` })),
		);
		const learned = examples.filter((_, index) => index % 2 === 0);
		const others = examples.filter((_, index) => index % 2 === 1);
		expect(accuracy(trainRecognizer(learned), others)).to.be.at.least(0.9);
	});
});

describe("a recognizer trained on what people really have", () => {
	const { patterns = {}, fillers = [] } = languages.Indonesian ?? {};
	const examples = made(patterns, fillers);

	it("learns from one example for each intent", () => {
		const recognizer = trainRecognizer([
			{ text: "ongkir ke bandung", intent: "shipping" },
			{ text: "mau retur barang", intent: "returns" },
		]);
		expect(bestOf(recognizer, "ongkir ke medan")).to.have.property("intent", "shipping");
	});

	it("does not mind that examples are repeated", () => {
		const repeated = [...examples, ...examples, ...examples];
		expect(accuracy(trainRecognizer(repeated), examples)).to.equal(1);
	});

	it("is right more often than labels of which every eighth is wrong", () => {
		const numbered = made(
			patterns,
			Array.from({ length: 20 }, (_, index) => `kota ${index}`),
		);
		const learned = numbered.filter((_, index) => index % 2 === 0);
		const others = numbered.filter((_, index) => index % 2 === 1);
		const wrong = learned.map((example, index) =>
			index % 8 === 0 ? { ...example, intent: example.intent === "stores" ? "returns" : "stores" } : example,
		);
		expect(accuracy(trainRecognizer(wrong), others)).to.be.above(7 / 8);
	});

	it("does not forget an intent with a hundredth of the examples", () => {
		const numbered = Array.from({ length: 400 }, (_, index) => ({
			text: `ongkir ke kota nomor ${index} berapa`,
			intent: "shipping",
		}));
		const rare = examples.filter(({ intent }) => intent === "returns").slice(0, 4);
		expect(accuracy(trainRecognizer([...numbered, ...rare]), rare)).to.equal(1);
	});

	it("tells two intents apart", () => {
		const two = examples.filter(({ intent }) => intent !== "stores");
		expect(accuracy(trainRecognizer(two), two)).to.equal(1);
	});

	it("is less sure of everything that is like what was labelled out of scope", () => {
		const stray = ["siapa presiden indonesia", "resep nasi goreng", "cuaca hari ini", "lagu apa yang bagus"];
		const labelled = [...examples, ...stray.map((text) => ({ text, intent: "oos" }))];
		const shares = [trainRecognizer(examples), trainRecognizer(labelled)].map((recognizer) => {
			const { intents } = recognizer.recognizeText("siapa yang bagus hari ini");
			return intents.find(({ intent }) => intent !== "oos")?.confidence ?? 0;
		});
		expect(shares[1]).to.be.below(shares[0] ?? 0);
	});

	it("passes over empty texts, and takes texts of any length and any signs", () => {
		const odd = [
			{ text: "", intent: "shipping" },
			{ text: " \n\t", intent: "returns" },
			{ text: "ongkir ".repeat(100_000), intent: "shipping" },
			{ text: "\u0000\ud83d retur \udc4d\u200b", intent: "returns" },
			{ text: "𠮷野家はどこ", intent: "stores" },
		];
		expect(accuracy(trainRecognizer([...examples, ...odd]), examples)).to.equal(1);
	});

	it("learns of thousands of intents with a few examples", function () {
		this.timeout(60_000);
		const many = Array.from({ length: 2_000 }, (_, index) => ({
			text: `number ${index >> 1} ${index % 2 === 0 ? "please" : "thanks"}`,
			intent: `intent ${index >> 1}`,
		}));
		const recognizer = trainRecognizer(many, { epochs: 1 });
		expect(recognizer.intents).to.have.length(1_000);
		expect(bestOf(recognizer, "number 7 please")).to.have.property("confidence").that.is.within(0, 1);
	});
});

describe("the confidence of a recognizer", () => {
	/** Half of the words say which intent it is, half say nothing. */
	function muddled(seed: number): readonly Example[] {
		const random = randomFrom(seed);
		const word = (kind: string) => `${kind}${Math.floor(random() * 30)}`;
		return Array.from({ length: 1_500 }, (_, index) => {
			const intent = ["a", "b", "c"][index % 3] ?? "";
			const telling = () =>
				random() < 0.5 ? word(intent) : word(["a", "b", "c"][Math.floor(random() * 3)] ?? "");
			return { text: `${telling()} ${word("x")} ${telling()} ${word("y")}`, intent };
		});
	}

	it("is nearer to the chance of being right than it was before calibration", () => {
		const recognizer = trainRecognizer(muddled(1));
		const errorOf = (asked: EmbeddedRecognizer) =>
			calibrationError(
				muddled(2).map(({ text, intent }) => {
					const best = bestOf(asked, text);
					return { confidence: best?.confidence ?? 0, right: best?.intent === intent };
				}),
			);
		expect(errorOf(recognizer)).to.be.below(0.05);
		expect(errorOf(recognizer)).to.be.below(errorOf(uncalibrated(recognizer)));
	});

	it("does not change what is likeliest, and is kept with the recognizer", () => {
		const recognizer = trainRecognizer(muddled(1));
		const before = uncalibrated(recognizer);
		const loaded = loadRecognizer(saveRecognizer(recognizer));
		for (const { text } of muddled(3).slice(0, 100)) {
			expect(bestOf(recognizer, text)?.intent).to.equal(bestOf(before, text)?.intent);
			expect(loaded.recognizeText(text)).to.deep.equal(recognizer.recognizeText(text));
		}
	});
});
