import { expect } from "chai";
import { withoutGuard } from "../guards.js";
import { configurations, search } from "../search.js";

describe("The search of the control protocol", function () {
	this.timeout(120_000);

	it("comes to every state of a small world, and finds no promise broken", () => {
		const { broken, isComplete, states } = search({ configuration: configurations.sketch });
		expect(broken).to.equal(undefined);
		expect(isComplete).to.equal(true);
		expect(states).to.be.greaterThan(1_000);
	});

	it("finds no promise broken near the beginning of a large one", () => {
		const { broken, states } = search({ configuration: configurations["two-desks"], maxStates: 20_000 });
		expect(broken).to.equal(undefined);
		expect(states).to.equal(20_000);
	});

	for (const [guard, rules] of Object.entries(withoutGuard)) {
		it(`finds a way to break a promise without the guard "${guard}"`, () => {
			const { broken } = search({ configuration: configurations["two-desks"], rules, maxStates: 200_000 });
			expect(broken?.path).to.not.equal(undefined);
		});
	}
});
