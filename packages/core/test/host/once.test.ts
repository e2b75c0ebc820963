import { expect } from "chai";
import { BatonError } from "../../src/error.js";
import { once } from "../../src/host/once.js";

describe("once(next)", () => {
	it("runs the rest of the chain and hands back what it gives", async () => {
		expect(await once("confidenceGate", async () => 7)()).to.equal(7);
	});

	it("refuses a second call at once and names the middleware and the remedy", async () => {
		let runs = 0;
		const next = once("confidenceGate", async () => {
			runs += 1;
		});
		await next();
		expect(next)
			.to.throw(
				BatonError,
				'[next-called-twice] Cannot continue the turn from "confidenceGate": next() was already called, await it exactly once',
			)
			.with.property("code", "next-called-twice");
		expect(runs).to.equal(1);
	});

	it("refuses a second call even while the first is running, and after it failed", async () => {
		const next = once("gate", async () => {
			throw new Error("The bot failed");
		});
		const first = next();
		expect(next).to.throw(BatonError);
		const failure = await first.catch((error: unknown) => error);
		expect(failure).to.be.an("error").with.property("message", "The bot failed");
		expect(next).to.throw(BatonError);
	});
});
