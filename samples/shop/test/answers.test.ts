import { expect } from "chai";
import { answers, titles } from "../src/answers.js";
import { shopGate } from "../src/gate/learning-gate.js";
import { shopRecognizer } from "../src/recognizer.js";
import { utterances } from "../src/utterances.js";

/** None of these is among the utterances that the recognizer learns from. */
const questions = {
	payment: ["Bisa bayar di tempat ga sis?", "do you accept visa?", "boleh cod ke bandung"],
	shipping: ["ongkirnya berapa ya ke semarang", "how much to ship to lombok", "sampai medan berapa hari"],
	sizes: ["ukuran M lingkar dadanya berapa", "do you have this in XXL"],
	returns: ["baju kekecilan mau tukar", "can I exchange it for a bigger size"],
	hours: ["jam berapa buka besok", "what time do you open tomorrow?"],
	orderStatus: ["paketku belum nyampe nih", "where is my parcel now"],
	browse: ["ada gaun baru?", "show me your bags"],
	cart: ["isi keranjang", "what is in my basket"],
	thanks: ["makasi banyak ya kak", "thank you very much"],
} as const;

/** The shop knows nothing about these. */
const strangeQuestions = [
	"Can I get it gift wrapped and delivered on Saturday?",
	"bisa custom nama di kemeja ga?",
	"what's the weather like",
	"is the linen organic?",
];

describe("The shop's answers", () => {
	const gate = shopGate(shopRecognizer());
	const decide = (text: string) => gate.decide({ activity: { text } });

	for (const [intent, texts] of Object.entries(questions)) {
		for (const text of texts) {
			it(`answers "${text}" as a question about ${intent}`, async () => {
				expect(await decide(text)).to.include({ verdict: "answer", intent });
			});
		}
	}

	for (const text of strangeQuestions) {
		it(`leaves "${text}" to a person`, async () => {
			expect(await decide(text)).to.include({ verdict: "handOff" });
		});
	}

	it("asks back where two answers are likely", async () => {
		expect(await decide("my package never arrived")).to.include({ verdict: "clarify" });
	});

	it("exist in both languages, as do the titles of all that customers may mean", () => {
		for (const words of [...Object.values(answers), ...Object.values(titles)]) {
			expect(words.en).to.not.equal("");
			expect(words.id).to.not.equal("");
		}
	});

	it("stand on 15 utterances or more for each meaning and language", () => {
		for (const { en, id } of Object.values(utterances)) {
			expect(en).to.have.length.of.at.least(15);
			expect(id).to.have.length.of.at.least(15);
			expect(new Set(en).size).to.equal(en.length);
			expect(new Set(id).size).to.equal(id.length);
		}
	});
});
