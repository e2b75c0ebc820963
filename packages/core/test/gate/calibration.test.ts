import { expect } from "chai";
import fc from "fast-check";
import { isotonic, type Observation } from "../../src/gate/calibration/isotonic.js";
import { fitOdds, withOdds } from "../../src/gate/calibration/odds.js";
import { calibrationError, reliability } from "../../src/gate/calibration/reliability.js";
import { randomFrom } from "../../src/gate/embedded/random.js";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const observation: fc.Arbitrary<Observation> = fc.record({
	score: share,
	happened: fc.constantFrom(0, 1),
	weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
});

describe("a reliability diagram", () => {
	it("compares confidence with how often it was right, in tenths", () => {
		const claims = [
			{ confidence: 0.92, right: true },
			{ confidence: 0.98, right: false },
			{ confidence: 1, right: true },
			{ confidence: 0.3, right: false },
		];
		const [low, high] = reliability(claims);
		expect(low).to.deep.equal({ share: 0.25, confidence: 0.3, right: 0 });
		expect(high?.share).to.equal(0.75);
		expect(high?.confidence).to.be.closeTo(2.9 / 3, 1e-12);
		expect(high?.right).to.be.closeTo(2 / 3, 1e-12);
		expect(calibrationError(claims)).to.be.closeTo(0.25 * 0.3 + 0.75 * 0.3, 1e-12);
	});

	it("counts claims by their weight", () => {
		const claims = [
			{ confidence: 0.95, right: true, weight: 3 },
			{ confidence: 0.95, right: false, weight: 1 },
		];
		expect(calibrationError(claims)).to.be.closeTo(0.2, 1e-12);
	});

	it("is empty without claims", () => {
		expect(reliability([])).to.deep.equal([]);
		expect(calibrationError([])).to.equal(0);
	});
});

describe("the correction of odds", () => {
	/** Claims whose odds are the square root of what they should be, halved. */
	function modest(count: number): readonly Observation[] {
		const random = randomFrom(1);
		return Array.from({ length: count }, () => {
			const chance = random();
			const odds = 0.5 * Math.sqrt(chance / (1 - chance));
			return { score: odds / (1 + odds), happened: random() < chance ? 1 : 0, weight: 1 };
		});
	}

	it("is found from what happened", () => {
		const { power, shift } = fitOdds(modest(20_000));
		expect(power).to.be.closeTo(2, 0.1);
		expect(shift).to.be.closeTo(2 * Math.log(2), 0.1);
	});

	it("is small if little was observed, and nothing if nothing was", () => {
		const few = fitOdds(modest(5));
		expect(few.power).to.be.closeTo(1, 0.2);
		expect(few.shift).to.be.closeTo(0, 0.2);
		expect(fitOdds([])).to.deep.equal({ power: 1, shift: 0 });
	});

	it("never makes a surer claim less likely, and stays a chance, whatever was observed", () => {
		fc.assert(
			fc.property(fc.array(observation, { maxLength: 60 }), share, share, (observed, first, second) => {
				const odds = fitOdds(observed);
				const [low, high] = [Math.min(first, second), Math.max(first, second)];
				expect(withOdds(low, odds)).to.be.within(0, withOdds(high, odds));
				expect(withOdds(high, odds)).to.be.at.most(1);
			}),
		);
	});
});

describe("the best chances that never fall", () => {
	it("are the shares between the scores where they rise", () => {
		const at = (score: number, happened: number) => ({ score, happened, weight: 1 });
		const levels = isotonic([at(0.9, 1), at(0.1, 0), at(0.5, 1), at(0.6, 0), at(0.2, 0), at(0.8, 1)]);
		expect(levels.map(({ from, chance }) => [from, chance])).to.deep.equal([
			[0.1, 0],
			[0.5, 0.5],
			[0.8, 1],
		]);
	});

	it("rise, and keep the mean of what happened", () => {
		fc.assert(
			fc.property(fc.array(observation, { minLength: 1, maxLength: 40 }), (observed) => {
				const levels = isotonic(observed);
				const chances = levels.map(({ chance }) => chance);
				expect(chances).to.deep.equal(chances.toSorted((a, b) => a - b));
				const chanceOf = (score: number) => levels.findLast(({ from }) => from <= score)?.chance ?? 0;
				const sum = (of: (each: Observation) => number) =>
					observed.reduce((total, each) => total + each.weight * of(each), 0);
				expect(sum(({ score }) => chanceOf(score))).to.be.closeTo(
					sum(({ happened }) => happened),
					1e-6,
				);
			}),
		);
	});
});
