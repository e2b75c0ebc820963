import { expect } from "chai";
import { limits } from "../../src/channel/limits.js";

describe("A limit on how fast somebody may write", () => {
	it("lets a burst through and then a steady rate", () => {
		let now = 0;
		const limit = limits({ burst: 3, perSecond: 1, now: () => now });
		const takeFour = () => [1, 2, 3, 4].map(() => limit.take("ani"));
		expect(takeFour()).to.deep.equal([true, true, true, false]);
		now += 2000;
		expect(takeFour()).to.deep.equal([true, true, false, false]);
	});

	it("touches nobody else", () => {
		const limit = limits({ burst: 1, perSecond: 0, now: () => 0 });
		expect([limit.take("ani"), limit.take("ani"), limit.take("beni")]).to.deep.equal([true, false, true]);
	});
});
