import { expect } from "chai";
import { hunt } from "../mutants/hunt.js";
import { mutants } from "../mutants/index.js";
import { reportFinding } from "../report.js";
import { type RunOptions, type RunResult, run } from "../run.js";

const everyStore = ["memory", "remote", "embedded", "redis"] as const;

/** Where behavior has changed since, the seed that found it may not: then others do. */
const seedsToTry = 30;

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

	for (const mutant of mutants) {
		it(`finds what is broken ${mutant.name}, by the seed that found it`, async () => {
			const again = await hunt(mutant, mutant.found, 1);
			const { findings } = again.findings.length > 0 ? again : await hunt(mutant, "1", seedsToTry);

			expect(findings[0]?.violation.promise).to.be.oneOf([...mutant.breaks]);
		});
	}
});

function figures({ steps, virtualMs, tally }: RunResult): unknown {
	return { steps, virtualMs, deeds: tally.of("deed"), cells: tally.of("cell") };
}
