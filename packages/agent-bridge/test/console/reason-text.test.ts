import { expect } from "chai";
import { reasonDetail } from "../../src/console/web/model/reason-text.js";

describe("The reason why somebody waits", () => {
	it("tells the bot's guess and how sure it was", () => {
		expect(reasonDetail({ type: "unsure", detail: "unsure: order_status 0.32" })).to.equal(
			"order status 32 %",
		);
	});

	it("is told in whatever words came with it", () => {
		expect(reasonDetail({ type: "bot-failed", detail: "checkout timed out" })).to.equal("checkout timed out");
	});

	it("says nothing twice", () => {
		expect(reasonDetail({ type: "unsure", detail: "unsure" })).to.equal(undefined);
		expect(reasonDetail({ type: "asked" })).to.equal(undefined);
	});
});
