import { expect } from "chai";
import { comparison, comparisonPage, replay } from "../../../src/gate/learning/learning.js";
import { asking, knowing } from "./made-up-gate.js";

const current = knowing({
	a: ["shipping", 0.9],
	b: ["shipping", 0.5],
	c: ["returns", 0.9],
	d: ["sizes", 0.9],
});
const candidate = knowing({
	a: ["shipping", 0.8],
	b: ["returns", 0.9],
	c: ["shipping", 0.9],
	d: ["sizes", 0.5],
});

const examples = [
	{ text: "a", intent: "shipping" },
	{ text: "b", intent: "returns" },
	{ text: "c", intent: "returns" },
	{ text: "d", intent: "oos" },
	{ text: "e", intent: "oos" },
];

async function compared() {
	const all = comparison();
	await replay(examples, { current, candidate, record: all.record });
	return all;
}

describe("A comparison of two gates", () => {
	it("counts what each of them did", async () => {
		const summary = (await compared()).summary();
		expect(summary.current).to.deep.include({ answer: 3, clarify: 1, handOff: 1, failed: 0 });
		expect(summary.candidate).to.deep.include({ answer: 3, clarify: 1, handOff: 1, failed: 0 });
		expect(summary).to.include({ seen: 5, same: 2, labelled: 5 });
	});

	it("counts what was right where people said what was meant", async () => {
		const summary = (await compared()).summary();
		expect(summary.current).to.deep.include({ right: 2, wrong: 1 });
		expect(summary.candidate).to.deep.include({ right: 2, wrong: 1 });
		expect(summary.onlyRight).to.deep.equal({ current: 1, candidate: 1 });
	});

	it("keeps where they differ, the latest first, and no more than it should", async () => {
		const all = comparison({ keep: 2 });
		await replay(examples, { current, candidate, record: all.record });
		const { differences } = all.summary();
		expect(differences.map(({ text }) => text)).to.deep.equal(["d", "c"]);
		expect(differences[1]).to.deep.include({
			current: { deed: "answer", intent: "returns", confidence: 0.9 },
			candidate: { deed: "answer", intent: "shipping", confidence: 0.9 },
			intent: "returns",
		});
	});

	it("counts a candidate that fails as one that failed", async () => {
		const all = comparison();
		const broken = asking(() => Promise.reject(new Error("down")));
		await replay(examples, { current, candidate: broken, record: all.record });
		expect(all.summary().candidate).to.include({ failed: 5, answer: 0 });
	});
});

describe("The page of a comparison", () => {
	it("says what both did, and who was right", async () => {
		const page = comparisonPage((await compared()).summary(), { title: "Shop" });
		expect(page).to.contain("<title>Shop</title>");
		expect(page).to.contain("5 messages, 40.0 % of them treated alike; 5 labelled by people");
		expect(page).to.contain("Right only by the candidate: 1. Right only by the current gate: 1.");
		expect(page).to.contain('<b class="deed answer wrong">answered</b>');
	});

	it("says so where there is nothing yet", () => {
		expect(comparisonPage(comparison().summary())).to.contain("Nothing was said");
	});

	it("runs nothing that a user wrote", async () => {
		const attack = `<script>alert("x")</script>'`;
		const all = comparison();
		const record = all.record;
		await replay([{ text: attack, intent: attack }], {
			current,
			candidate: knowing({ [attack]: [attack, 1] }),
			record,
		});
		const page = comparisonPage(all.summary(), { title: attack });
		expect(page).not.to.contain("<script");
		expect(page).to.contain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;");
	});
});
