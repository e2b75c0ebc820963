import { expect } from "chai";
import { describe, it } from "mocha";
import { readRetryAfter } from "../../src/http/index.js";

const now = Date.UTC(2026, 0, 5, 9);

describe("Retry-After", () => {
	it("is read as seconds, or as a date", () => {
		expect(readRetryAfter("7", now)).to.equal(7_000);
		expect(readRetryAfter("Mon, 05 Jan 2026 09:00:30 GMT", now)).to.equal(30_000);
	});

	it("is never in the past, and an hour at most", () => {
		expect(readRetryAfter("Mon, 05 Jan 2026 08:00:00 GMT", now)).to.equal(0);
		expect(readRetryAfter("999999", now)).to.equal(3_600_000);
	});

	it("is nothing where it is neither", () => {
		for (const value of [null, "", "soon"]) expect(readRetryAfter(value, now)).to.equal(undefined);
	});
});
