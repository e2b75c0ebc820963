import { expect } from "chai";
import fc from "fast-check";
import { BatonError } from "../../src/error.js";
import { randomFrom } from "../../src/gate/embedded/random.js";
import { confidenceGate } from "../../src/gate/gate.js";
import {
	estimateOosShare,
	parseTuning,
	type ReachedTuning,
	type Scored,
	scoreExamples,
	type Tuning,
	tune,
} from "../../src/gate/tuning/index.js";

/** One scored utterance of a shop: what it meant, what was recognized, how sure. */
function scored(intent: string, best: string, confidence: number): Scored {
	return { intent, recognition: { text: `${intent} ${best}`, intents: [{ intent: best, confidence }] } };
}

function many(count: number, make: (index: number) => Scored): readonly Scored[] {
	return Array.from({ length: count }, (_, index) => make(index));
}

function reached(tuning: Tuning): ReachedTuning {
	if (tuning.outcome === "reached") return tuning;
	throw new Error(`Expected thresholds, got "${tuning.reason}"`);
}

describe("tuning a gate", () => {
	it("goes as low as the examples show to be right", () => {
		const examples = [
			...many(500, () => scored("shipping", "shipping", 0.8)),
			...many(300, () => scored("shipping", "shipping", 0.5)),
			...many(200, () => scored("returns", "shipping", 0.2)),
		];
		const { rules, outlook } = reached(tune(examples));
		expect(rules.answerAt).to.be.within(0.2, 0.5);
		expect(outlook).to.deep.equal({ coverage: 0.8, precision: 1 });
	});

	it("asks for less if a less sure answer will do", () => {
		const examples = many(2_000, (index) => {
			const confidence = (index % 100) / 100;
			return scored(
				"shipping",
				(index * 31) % 97 < 97 * (0.6 + 0.4 * confidence) ? "shipping" : "returns",
				confidence,
			);
		});
		const [strict, usual, loose] = [0.9, 0.87, 0.83].map((target) => reached(tune(examples, { target })));
		expect(strict?.rules.answerAt).to.be.above(usual?.rules.answerAt ?? 1);
		expect(usual?.rules.answerAt).to.be.above(loose?.rules.answerAt ?? 1);
	});

	it("needs 66 right answers to be 95 % sure of 95 %", () => {
		// One threshold alone would need 59; a test that starts at 0.92 has 70 % of the error.
		const at = (count: number) => tune(many(count, () => scored("shipping", "shipping", 0.95)));
		expect(at(65)).to.include({ outcome: "unreachable", reason: "too-few-examples" });
		expect(at(66)).to.include({ outcome: "reached" });
	});

	it("becomes stricter the more out of scope is expected", () => {
		const examples = [
			...many(3_000, (index) => scored("shipping", "shipping", 0.4 + (index % 60) / 100)),
			...many(900, (index) => scored("oos", "shipping", (index % 75) / 100)),
		];
		const at = (oosShare: number) => reached(tune(examples, { oosShare })).rules.answerAt;
		expect(at(0.5)).to.be.above(at(0.18));
		expect(at(0.18)).to.be.above(at(0.02));
	});

	it("promises for what is in scope alone if no example is out of it", () => {
		const tuning = tune(
			many(200, () => scored("shipping", "shipping", 0.9)),
			{ oosShare: 0.5 },
		);
		expect(tuning).to.deep.include({ oosShare: 0, examples: { inScope: 200, outOfScope: 0 } });
	});

	it("says that answers are too often wrong, and where they were least", () => {
		const examples = many(1_000, (index) =>
			scored("shipping", index % 10 === 0 ? "returns" : "shipping", 0.9),
		);
		expect(tune(examples)).to.deep.include({
			outcome: "unreachable",
			reason: "too-often-wrong",
			nearest: { answerAt: 0.8909, coverage: 1, precision: 0.9 },
		});
	});

	it("says how many examples would probably be enough", () => {
		const tuning = tune(many(40, () => scored("shipping", "shipping", 0.9)));
		expect(tuning).to.deep.include({
			outcome: "unreachable",
			reason: "too-few-examples",
			needed: { inScope: 80, outOfScope: 0 },
		});
	});

	it("says so if there is nothing to learn from", () => {
		for (const examples of [
			[],
			[scored("oos", "shipping", 0.3)],
			[{ intent: "shipping", recognition: { text: "", intents: [] } }],
		]) {
			expect(tune(examples)).to.include({ outcome: "unreachable", reason: "too-few-examples" });
		}
	});

	it("never counts what was recognized as out of scope as an answer", () => {
		const examples = [
			...many(500, () => scored("shipping", "shipping", 0.9)),
			...many(500, () => scored("oos", "oos", 0.99)),
		];
		expect(reached(tune(examples)).outlook.precision).to.equal(1);
	});

	it("asks back from where a question helps more often than not", () => {
		const examples = [
			...many(400, () => scored("shipping", "shipping", 0.9)),
			...many(60, (index) => scored(index % 4 === 0 ? "returns" : "shipping", "shipping", 0.5)),
			...many(60, (index) => scored(index % 4 === 0 ? "shipping" : "returns", "shipping", 0.2)),
		];
		const { rules } = reached(tune(examples, { target: 0.98 }));
		expect(rules.answerAt).to.be.within(0.5, 0.9);
		expect(rules.clarifyAt).to.equal(0.5);
	});

	for (const options of [
		{ target: 0 },
		{ target: 1 },
		{ target: Number.NaN },
		{ confidence: 1.2 },
		{ oosShare: 1 },
		{ oosShare: -0.1 },
	]) {
		it(`refuses ${JSON.stringify(options)}`, () => {
			expect(() => tune([], options))
				.to.throw(BatonError)
				.with.property("code", "bad-tune-options");
		});
	}
});

describe("an intent with many examples", () => {
	const clear = many(3_000, (index) => scored("shipping", "shipping", 0.3 + (index % 70) / 100));
	const muddled = many(3_000, (index) =>
		scored(index % 10 === 0 && index % 70 < 50 ? "sizes" : "returns", "returns", 0.3 + (index % 70) / 100),
	);
	const others = many(1_500, (index) => scored("sizes", "sizes", 0.3 + (index % 70) / 100));

	it("has a threshold of its own: lower if it is clear, higher if it is not", () => {
		const { intents } = reached(tune([...clear, ...muddled, ...others])).rules;
		expect(intents.shipping?.answerAt).to.be.at.most(0.31);
		expect(intents.returns?.answerAt).to.be.above(0.5);
		expect(intents).to.not.have.property("sizes");
	});

	it("goes to a person if no threshold keeps the promise for it", () => {
		const wrong = many(3_000, (index) => scored(index % 5 === 0 ? "sizes" : "returns", "returns", 0.9));
		expect(reached(tune([...clear, ...wrong, ...others])).rules.intents.returns).to.deep.equal({
			human: true,
		});
	});
});

describe("the promise of a tuning", () => {
	const splits = 200;

	/**
	 * Some population of which the truth is known: at confidence c an answer is right with chance `rightAt(c)`.
	 * What is out of scope is recognized less surely.
	 */
	function population(rightAt: (confidence: number) => number) {
		const outOfScope = (random: () => number) => random() ** 3;
		return {
			draw(random: () => number, inScope: number, stray: number): readonly Scored[] {
				return [
					...many(inScope, () => {
						const confidence = random() ** 0.5;
						return scored("a", random() < rightAt(confidence) ? "a" : "b", confidence);
					}),
					...many(stray, () => scored("oos", "a", outOfScope(random))),
				];
			},
			/** The share of right answers at a threshold, by summing over the whole population. */
			precision(answerAt: number, oosShare: number): number {
				let right = 0;
				let answered = 0;
				const points = 2_000;
				for (let point = 0; point < points; point++) {
					const confidence = ((point + 0.5) / points) ** 0.5;
					if (confidence < answerAt) continue;
					answered += (1 - oosShare) / points;
					right += ((1 - oosShare) * rightAt(confidence)) / points;
				}
				return right / (answered + oosShare * (1 - answerAt ** (1 / 3)));
			},
		};
	}

	const cases = [
		{
			title: "with calibrated confidence",
			rightAt: (c: number) => c ** 0.3,
			target: 0.9,
			confidence: 0.9,
			oosShare: 0.1,
		},
		{
			title: "with little out of scope to learn from",
			rightAt: (c: number) => c ** 0.1,
			target: 0.85,
			confidence: 0.8,
			oosShare: 0.18,
			stray: 30,
		},
		{
			title: "with confidence that says little",
			rightAt: (c: number) => 0.89 + 0.1 * c,
			target: 0.95,
			confidence: 0.9,
			oosShare: 0,
		},
		{
			title: "where answers get worse again further up",
			rightAt: (c: number) => 0.98 - 0.12 * Math.abs(c - 0.6),
			target: 0.9,
			confidence: 0.9,
			oosShare: 0.02,
		},
	];
	for (const { title, rightAt, target, confidence, oosShare, stray = 100 } of cases) {
		it(`is broken in no more splits than stated, ${title}`, () => {
			const { draw, precision } = population(rightAt);
			const random = randomFrom(7);
			const tunings = Array.from({ length: splits }, () =>
				tune(draw(random, 500, stray), { target, confidence, oosShare }),
			);
			const thresholds = tunings.flatMap((tuning) =>
				tuning.outcome === "reached" ? [tuning.rules.answerAt] : [],
			);
			const broken = thresholds.filter((answerAt) => precision(answerAt, oosShare) < target);
			expect(thresholds.length, "thresholds found").to.be.above(splits / 4);
			expect(broken.length / splits).to.be.at.most(1 - confidence);
		});
	}

	it("would be broken by the threshold that merely looks right", () => {
		const { draw, precision } = population((c) => c ** 0.3);
		const random = randomFrom(7);
		const broken = many(splits, () => scored("", "", 0)).filter(() => {
			const examples = draw(random, 800, 200);
			const thresholds = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
			const looksRight = thresholds.find((threshold) => seenPrecision(examples, threshold, 0.1) >= 0.9) ?? 1;
			return precision(looksRight, 0.1) < 0.9;
		});
		expect(broken.length / splits).to.be.above(0.3);
	});

	function seenPrecision(examples: readonly Scored[], threshold: number, oosShare: number): number {
		const weigh = (isStray: boolean) => {
			const part = examples.filter(({ intent }) => (intent === "oos") === isStray);
			return (isStray ? oosShare : 1 - oosShare) / part.length;
		};
		const [inScope, stray] = [weigh(false), weigh(true)];
		const answered = examples.filter(
			({ recognition }) => (recognition.intents[0]?.confidence ?? 0) >= threshold,
		);
		const weights = answered.map(({ intent, recognition }) => ({
			weight: intent === "oos" ? stray : inScope,
			right: intent === recognition.intents[0]?.intent,
		}));
		const sum = (all: typeof weights) => all.reduce((total, { weight }) => total + weight, 0);
		return sum(weights.filter(({ right }) => right)) / sum(weights);
	}
});

describe("a tuning in a file", () => {
	const examples = many(300, (index) => scored("shipping", "shipping", 0.5 + (index % 50) / 100));

	it("is read as it was written, reached or not", () => {
		for (const tuning of [tune(examples), tune([]), tune(examples.slice(0, 30))]) {
			expect(parseTuning(JSON.parse(JSON.stringify(tuning)))).to.deep.equal(
				JSON.parse(JSON.stringify(tuning)),
			);
		}
	});

	it("is what a gate loads", async () => {
		const { rules } = reached(parseTuning(JSON.parse(JSON.stringify(tune(examples)))));
		const recognizer = {
			recognizeText: (text: string) => ({
				text,
				intents: [{ intent: "shipping", confidence: Number(text) }],
			}),
		};
		const gate = confidenceGate({ recognizer, ...rules });
		expect(await gate.decide({ activity: { text: String(rules.answerAt) } })).to.have.property(
			"verdict",
			"answer",
		);
		expect(await gate.decide({ activity: { text: String(rules.answerAt - 0.01) } })).to.not.have.property(
			"verdict",
			"answer",
		);
	});

	for (const value of [
		undefined,
		{},
		{ format: "baton-tuning", version: 2 },
		{ ...tune(examples), rules: {} },
		{ ...tune(examples), target: 95 },
	]) {
		it(`is not ${JSON.stringify(value)?.slice(0, 60)}`, () => {
			expect(() => parseTuning(value))
				.to.throw(BatonError)
				.with.property("code", "bad-tuning");
		});
	}
});

describe("scoring examples", () => {
	it("asks recognizers of both forms, and keeps the text as it was asked", async () => {
		const intents = [{ intent: "shipping", confidence: 0.9 }];
		const asWords = { recognizeText: () => ({ text: "changed", intents }) };
		const asTurn = { recognize: async () => ({ text: "changed", intents: { shipping: { score: 0.9 } } }) };
		for (const recognizer of [asWords, asTurn]) {
			expect(await scoreExamples(recognizer, [{ text: "ongkir", intent: "shipping" }])).to.deep.equal([
				{ intent: "shipping", recognition: { text: "ongkir", intents } },
			]);
		}
	});
});

describe("the share of traffic that is out of scope", () => {
	const labelled = [
		...many(200, (index) => scored("a", "a", index % 10 === 0 ? 0.2 : 0.9)),
		...many(100, (index) => scored("oos", "a", index % 5 === 0 ? 0.9 : 0.2)),
	];

	it("is estimated from how sure the recognizer is of it", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 9 }), (tenths) => {
				const traffic = [
					...many(1_000 - 100 * tenths, (index) => scored("a", "a", index % 10 === 0 ? 0.2 : 0.9)),
					...many(100 * tenths, (index) => scored("oos", "a", index % 5 === 0 ? 0.9 : 0.2)),
				];
				const share = estimateOosShare(
					labelled,
					traffic.map(({ recognition }) => recognition),
				);
				expect(share).to.be.closeTo(tenths / 10, 1e-9);
			}),
		);
	});

	it("is not guessed if the examples or the traffic say nothing about it", () => {
		const traffic = labelled.map(({ recognition }) => recognition);
		expect(estimateOosShare(labelled, [])).to.equal(undefined);
		expect(estimateOosShare(labelled.slice(0, 200), traffic)).to.equal(undefined);
		expect(estimateOosShare([scored("a", "a", 0.9), scored("oos", "a", 0.9)], traffic)).to.equal(undefined);
	});
});
