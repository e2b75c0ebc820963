import { expect } from "chai";
import { BatonError } from "../../src/error.js";
import { confidenceGate, type GateOptions } from "../../src/gate/gate.js";
import type { Verdict } from "../../src/gate/judge.js";

type Scores = Readonly<Record<string, number>>;

const textTurn = { activity: { text: "Bisa bayar di tempat ga sis?" } };

/** Decides on a text that the recognizer scored like this. */
async function decide(scores: Scores, options: Omit<GateOptions, "recognizer"> = {}): Promise<Verdict> {
	const intents = Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, { score }]));
	const recognizer = { recognize: async () => ({ text: textTurn.activity.text, intents }) };
	return confidenceGate({ recognizer, ...options }).decide(textTurn);
}

async function names(verdict: Promise<Verdict>): Promise<readonly string[]> {
	const decided = await verdict;
	if (decided.verdict !== "clarify") throw new Error(`Expected a question, got "${decided.verdict}"`);
	return decided.candidates.map(({ intent }) => intent);
}

describe("the confidence gate", () => {
	it("answers when the recognizer is sure", async () => {
		expect(await decide({ payment: 0.9, shipping: 0.05 })).to.include({
			verdict: "answer",
			intent: "payment",
			confidence: 0.9,
		});
	});

	it("answers exactly at the threshold", async () => {
		expect(await decide({ payment: 0.7 })).to.have.property("verdict", "answer");
	});

	it("asks back when the recognizer is nearly sure", async () => {
		expect(await names(decide({ payment: 0.5, shipping: 0.3, returns: 0.2, sizes: 0.19 }))).to.deep.equal([
			"payment",
			"shipping",
			"returns",
		]);
	});

	it("asks only about what is likely", async () => {
		expect(await names(decide({ payment: 0.6, shipping: 0.02 }))).to.deep.equal(["payment"]);
	});

	it("asks exactly at the lower threshold and hands off below it", async () => {
		expect(await decide({ payment: 0.4 })).to.have.property("verdict", "clarify");
		expect(await decide({ payment: 0.399 })).to.include({ verdict: "handOff", reason: "unsure" });
	});

	it("hands off when the recognizer knows no intent at all", async () => {
		expect(await decide({})).to.include({ verdict: "handOff", reason: "unsure" });
	});

	it("asks which of the two when two are close, however sure it is of both", async () => {
		expect(await names(decide({ payment: 0.9, checkout: 0.85, shipping: 0.84 }))).to.deep.equal([
			"payment",
			"checkout",
		]);
	});

	it("answers when the two best are exactly the margin apart", async () => {
		expect(await decide({ payment: 0.9, checkout: 0.8 })).to.have.property("verdict", "answer");
	});

	it("never offers the none intent as a choice", async () => {
		expect(await names(decide({ payment: 0.8, None: 0.75 }))).to.deep.equal(["payment"]);
	});

	for (const none of ["None", "none", "oos", "out_of_scope"]) {
		it(`takes "${none}" for no intent`, async () => {
			expect(await decide({ [none]: 0.95, payment: 0.03 })).to.include({
				verdict: "handOff",
				reason: "out-of-scope",
			});
		});
	}

	it("takes other names for the none intent", async () => {
		expect(await decide({ fallback: 0.95 }, { noneIntents: ["fallback"] })).to.have.property(
			"reason",
			"out-of-scope",
		);
		expect(await decide({ None: 0.95 }, { noneIntents: ["fallback"] })).to.have.property("verdict", "answer");
	});

	it("hands some intents to a person always", async () => {
		const intents = { complaint: { human: true } };
		expect(await decide({ complaint: 0.95 }, { intents })).to.include({
			verdict: "handOff",
			reason: "always-human",
		});
		expect(await decide({ complaint: 0.45 }, { intents })).to.include({
			verdict: "handOff",
			reason: "always-human",
		});
		expect(await decide({ complaint: 0.2 }, { intents })).to.include({
			verdict: "handOff",
			reason: "unsure",
		});
	});

	it("is stricter with an intent that has a threshold of its own", async () => {
		const intents = { checkout: { answerAt: 0.9 } };
		expect(await decide({ checkout: 0.85 }, { intents })).to.have.property("verdict", "clarify");
		expect(await decide({ checkout: 0.9 }, { intents })).to.have.property("verdict", "answer");
		expect(await decide({ payment: 0.85 }, { intents })).to.have.property("verdict", "answer");
	});

	it("is not confused by intents named like parts of every object", async () => {
		expect(await decide({ constructor: 0.9 }, { intents: {} })).to.include({
			verdict: "answer",
			intent: "constructor",
		});
	});

	it("lowers the question with the answer when only the answer's threshold is given", async () => {
		expect(await decide({ payment: 0.35 }, { answerAt: 0.3 })).to.have.property("verdict", "answer");
		expect(await decide({ payment: 0.29 }, { answerAt: 0.3 })).to.have.property("verdict", "handOff");
	});

	it("passes the recognition on with every verdict", async () => {
		for (const score of [0.9, 0.5, 0.1]) {
			expect((await decide({ payment: score })).recognition.intents).to.deep.equal([
				{ intent: "payment", confidence: score },
			]);
		}
	});

	it("hands off a message without words, and does not ask the recognizer", async () => {
		const recognizer = { recognize: () => Promise.reject(new Error("asked")) };
		for (const activity of [{}, { text: "" }, { text: "  \n" }]) {
			expect(await confidenceGate({ recognizer }).decide({ activity })).to.include({
				verdict: "handOff",
				reason: "no-text",
			});
		}
	});
});

describe("the confidence gate refuses", () => {
	const bad: readonly (readonly [string, Omit<GateOptions, "recognizer">])[] = [
		["a threshold above 1", { answerAt: 70 }],
		["a negative threshold", { clarifyAt: -0.1 }],
		["a threshold that is not a number", { answerAt: Number.NaN }],
		["a question above the answer", { answerAt: 0.5, clarifyAt: 0.6 }],
		["a question above the default answer", { clarifyAt: 0.8 }],
		["a margin above 1", { margin: 10 }],
		["an intent's threshold above 1", { intents: { checkout: { answerAt: 90 } } }],
		["an intent's question above its answer", { intents: { checkout: { answerAt: 0.3, clarifyAt: 0.5 } } }],
	];
	for (const [what, options] of bad) {
		it(`${what}, when it is built`, () => {
			const build = () =>
				confidenceGate({ recognizer: { recognizeText: (text) => ({ text, intents: [] }) }, ...options });
			expect(build).to.throw(BatonError).with.property("code", "bad-gate-options");
		});
	}

	it("to decide on a score out of range", async () => {
		expect(await failure(decide({ payment: 87 }))).to.have.property("code", "bad-recognition");
	});

	it("to decide when the recognizer throws, and keeps what it threw", async () => {
		const down = new Error("503");
		const gate = confidenceGate({ recognizer: { recognize: () => Promise.reject(down) } });
		expect(await failure(Promise.resolve(gate.decide(textTurn)))).to.include({
			code: "recognizer-failed",
			cause: down,
		});
	});
});

function failure(promise: Promise<unknown>): Promise<unknown> {
	return promise.then(
		() => expect.fail("it did not fail"),
		(error: unknown) => error,
	);
}
