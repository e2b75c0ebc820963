import { expect } from "chai";
import { mutants } from "../mutants/index.js";
import { reportFinding } from "../report.js";
import { type RunOptions, type RunResult, run } from "../run.js";

const everyStore = ["memory", "remote", "embedded"] as const;

describe("The simulation", function () {
	this.timeout(120_000);

	it("finds no promise broken in what is shipped", async () => {
		for (const seed of ["one", "two", "three", "four", "five"]) {
			const { findings } = await run({ seed, steps: 10_000, stores: everyStore });

			expect(findings.map(reportFinding)).to.deep.equal([]);
		}
	});

	it("does the same again from the same seed", async () => {
		const options: RunOptions = { seed: "again", steps: 3_000, stores: everyStore };

		const [one, other] = [await run(options), await run(options)];

		expect(figures(one)).to.deep.equal(figures(other));
	});

	for (const { name, composition, breaks, goal } of mutants) {
		it(`finds what is broken ${name}`, async () => {
			const { findings } = await run({
				...{ seed: "1", steps: 60_000, stores: everyStore },
				...{ composition, goal, activeSteps: 800 },
			});

			expect(findings[0]?.violation.promise).to.be.oneOf([...breaks]);
		});
	}
});

function figures({ steps, virtualMs, tally }: RunResult): unknown {
	return { steps, virtualMs, deeds: tally.of("deed"), cells: tally.of("cell") };
}
