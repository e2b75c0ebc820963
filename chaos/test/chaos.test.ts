import { expect } from "chai";
import { possibleFaults } from "../faults.js";
import { type ChaosResult, runChaos } from "../run.js";

describe("A short run of chaos, with every kind of fault", function () {
	this.timeout(180_000);
	let result: ChaosResult;

	before(async () => {
		result = await runChaos({
			...{ seed: "test", durationMs: 20_000, customers: 6, faultEveryMs: 1_000, pauseMs: 500 },
			isCluster: true,
		});
	});

	it("makes everything go wrong", () => {
		expect([...result.faults.keys()]).to.have.members([...possibleFaults(true)]);
		expect(result.messages).to.be.above(0);
		expect(result.arrivals).to.be.above(0);
	});

	it("loses nothing", () => {
		expect(result.lost).to.deep.equal([]);
	});

	it("doubles nothing", () => {
		expect(result.doubled).to.deep.equal([]);
	});

	it("keeps everything in order", () => {
		expect(result.disordered).to.deep.equal([]);
	});

	it("labels everything with who said it", () => {
		expect(result.mislabelled).to.deep.equal([]);
	});
});
