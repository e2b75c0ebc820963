import { expect } from "chai";
import { type Scored, tune, tuningPage } from "../../src/gate/tuning/index.js";

function scored(intent: string, best: string, confidence: number, text = `${intent} please`): Scored {
	return { intent, recognition: { text, intents: [{ intent: best, confidence }] } };
}

const examples = [
	...Array.from({ length: 400 }, (_, index) => scored("shipping", "shipping", 0.5 + (index % 50) / 100)),
	...Array.from({ length: 40 }, (_, index) => scored("oos", "shipping", (index % 40) / 100)),
	scored("returns", "shipping", 0.97, "can I send <b>this</b> back & when"),
	scored("returns", "shipping", 0.2, "take it back"),
];

function pageOf(all: readonly Scored[], options = {}): string {
	return tuningPage({ tuning: tune(all, options), scored: all });
}

describe("the page of a tuning", () => {
	it("says what is answered and what is promised, in the first sentences", () => {
		const page = pageOf(examples, { target: 0.9 });
		expect(page).to.match(/<h1>The bot answers [\d.]+ % of what it knows, from a confidence of 0\.\d+<\/h1>/);
		expect(page).to.contain("at least 90 % of its answers are right, with 95 % confidence");
	});

	it("counts a thousand messages, which are all there is", () => {
		const page = pageOf(examples, { target: 0.9 });
		const figures = [...page.matchAll(/<b class="\w+-ink">(\d+)<\/b>/g)].map(([, figure]) => Number(figure));
		expect(figures).to.have.length(4);
		expect(figures.reduce((sum, figure) => sum + figure, 0)).to.be.closeTo(1_000, 2);
	});

	it("marks the chosen threshold among the others", () => {
		const page = pageOf(examples, { target: 0.9 });
		const tuning = tune(examples, { target: 0.9 });
		if (tuning.outcome === "unreachable") throw new Error(tuning.reason);
		expect([...page.matchAll(/is-chosen/g)].length).to.be.at.least(1);
		expect(page).to.contain(`<tr class="is-chosen"><td>${tuning.rules.answerAt.toFixed(2)}</td>`);
	});

	it("shows the utterances that are mixed up, as text and never as markup", () => {
		const page = pageOf(examples, { target: 0.9 });
		expect(page).to.contain("can I send &lt;b&gt;this&lt;/b&gt; back &amp; when");
		expect(page).to.not.contain("<b>this</b>");
	});

	it("doubts a label that the recognizer is very sure against", () => {
		const [, doubts = ""] = pageOf(examples, { target: 0.9 }).split("Labels to look at again.");
		expect(doubts).to.contain("can I send").and.to.not.contain("take it back");
	});

	it("proposes what users wrote that is on the edge", () => {
		const tuning = tune(examples, { target: 0.9 });
		const answerAt = tuning.outcome === "reached" ? tuning.rules.answerAt : 0;
		const traffic = [0.01, answerAt, 0.99].map((confidence, index) => ({
			text: `message ${index}`,
			intents: [{ intent: "shipping", confidence }],
		}));
		const [, next = ""] = tuningPage({ tuning, scored: examples, traffic }).split("Messages on the edge.");
		expect(next.indexOf("message 1")).to.be.within(0, next.indexOf("message 0"));
	});

	it("says why there are no thresholds, and still shows what each would mean", () => {
		const page = pageOf(examples.slice(0, 20));
		expect(page).to.contain("Too few examples to show that 95 % of answers would be right");
		expect(page).to.contain("would probably be enough").and.to.contain("<svg");
	});

	it("can be made of nothing", () => {
		expect(pageOf([])).to.contain("Too few examples to show that 95 % of answers would be right");
	});

	it("needs nothing but itself", () => {
		expect(pageOf(examples)).to.not.match(/<script|<link|src=|url\(|https?:/);
	});
});
