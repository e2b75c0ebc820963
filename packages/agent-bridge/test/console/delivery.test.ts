import { expect } from "chai";
import { laterDelivery } from "../../src/console/web/model/delivery.js";

describe("A delivery at the desk", () => {
	it("moves on", () => {
		expect(laterDelivery({ state: "sent" }, { state: "read" })).to.deep.equal({ state: "read" });
	});

	it("is never taken back by a late report", () => {
		expect(laterDelivery({ state: "read" }, { state: "sent" })).to.deep.equal({ state: "read" });
	});

	it("may fail after it was sent, and tells why", () => {
		const failed = { state: "failed", error: "no such user" } as const;
		expect(laterDelivery({ state: "sent" }, failed)).to.deep.equal(failed);
	});
});
