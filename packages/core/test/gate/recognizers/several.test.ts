import { expect } from "chai";
import { recognition, type TextRecognizer } from "../../../src/gate/recognizer.js";
import { type AnyRecognizer, firstSure, votes } from "../../../src/gate/recognizers/recognizers.js";
import { silentLogger } from "../../../src/logger.js";

const turn = { activity: { text: "x" } };

/** Says the same of every text; counts how often. */
function saying(scores: Readonly<Record<string, number>>): TextRecognizer & { asked: number } {
	return {
		asked: 0,
		recognizeText(text) {
			this.asked += 1;
			return {
				text,
				intents: Object.entries(scores).map(([intent, confidence]) => ({ intent, confidence })),
			};
		},
	};
}

const broken: AnyRecognizer = { recognize: () => Promise.reject(new Error("down")) };

async function best(recognizer: AnyRecognizer): Promise<string> {
	const [first] = (await recognition(recognizer, turn)).intents;
	return first === undefined ? "nothing" : `${first.intent} ${first.confidence.toFixed(2)}`;
}

describe("The first recognizer that is sure", () => {
	it("wins, and the others are not asked", async () => {
		const last = saying({ returns: 1 });
		expect(await best(firstSure([saying({ shipping: 0.4 }), saying({ sizes: 0.7 }), last]))).to.equal(
			"sizes 0.70",
		);
		expect(last.asked).to.equal(0);
	});

	it("is not one that is sure of no intent", async () => {
		expect(await best(firstSure([saying({ None: 1 }), saying({ sizes: 0.8 })]))).to.equal("sizes 0.80");
		expect(await best(firstSure([saying({ None: 1 }), saying({ None: 1 })]))).to.equal("None 1.00");
	});

	it("is the surest where none is sure", async () => {
		expect(await best(firstSure([saying({ a: 0.4 }), saying({ b: 0.5 }), saying({})]))).to.equal("b 0.50");
		expect(await best(firstSure([saying({ a: 0.6 }), saying({ b: 0.5 })], { sureAt: 0.5 }))).to.equal(
			"a 0.60",
		);
	});

	it("is another where one fails, and the log says so without what the error quotes", async () => {
		const written: string[] = [];
		const warn = (event: string, details: object) => written.push(`${event} ${JSON.stringify(details)}`);
		expect(
			await best(firstSure([broken, saying({ a: 0.9 })], { logger: { ...silentLogger, warn } })),
		).to.equal("a 0.90");
		expect(written).to.have.length(1);
		expect(written[0])
			.to.match(/^recognizer-failed .*"name":"Error"/)
			.and.not.contain("down");
	});

	it("is none where all fail", async () => {
		const asking = best(firstSure([broken, broken], { logger: silentLogger }));
		expect(await asking.catch((error: Error) => error.message)).to.equal("down");
	});
});

describe("Recognizers that vote", () => {
	it("are as confident as they are on average", async () => {
		const all = votes([saying({ a: 0.9, b: 0.1 }), saying({ a: 0.6 }), saying({ b: 0.9 })]);
		expect(await best(all)).to.equal("a 0.50");
	});

	it("are unsure where too few of them answer", async () => {
		const one = votes([saying({ a: 0.9 }), broken, broken], { logger: silentLogger });
		expect(await best(one)).to.equal("a 0.30");
	});

	it("fail where all of them do", async () => {
		const asking = best(votes([broken], { logger: silentLogger }));
		expect(await asking.catch((error: unknown) => error)).to.have.property("code", "recognizer-failed");
	});
});
