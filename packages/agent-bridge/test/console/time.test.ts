import { expect } from "chai";
import { daysAgo, spanOf, urgency } from "../../src/console/web/model/time.js";
import { en } from "../../src/console/web/words/en.js";

const { short, spoken } = en.time;
const minute = 60_000;

describe("A waiting time", () => {
	it("is shown in minutes and seconds, then in hours, then in days", () => {
		expect(short(spanOf(7_000))).to.equal("0:07");
		expect(short(spanOf(12 * minute + 5_000))).to.equal("12:05");
		expect(short(spanOf(64 * minute))).to.equal("1h 04m");
		expect(short(spanOf(50 * 60 * minute))).to.equal("2d 2h");
	});

	it("is never negative, whatever the clocks say", () => {
		expect(short(spanOf(-5_000))).to.equal("0:00");
	});

	it("is said aloud in words", () => {
		expect(spoken(spanOf(5_000))).to.equal("less than a minute");
		expect(spoken(spanOf(61 * minute))).to.equal("1 hour 1 minute");
	});

	it("becomes more pressing", () => {
		expect(urgency(1 * minute)).to.equal("calm");
		expect(urgency(3 * minute)).to.equal("warm");
		expect(urgency(9 * minute)).to.equal("hot");
	});

	it("counts days by the calendar, not by hours", () => {
		const evening = new Date(2026, 0, 12, 23, 59).getTime();
		expect(daysAgo(evening, new Date(2026, 0, 13, 0, 1).getTime())).to.equal(1);
		expect(daysAgo(evening, evening)).to.equal(0);
	});
});
