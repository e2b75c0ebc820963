import { expect } from "chai";
import { type OpeningHours, scheduleOf } from "../../src/conversation/queue/hours.js";

const office: OpeningHours = {
	timeZone: "Asia/Jakarta",
	open: { monday: ["08:00-12:00", "13:00-17:00"], friday: ["08:00-11:30"] },
};

const at = (text: string): number => Date.parse(text);
const next = (hours: OpeningHours, from: string): string | undefined => {
	const opens = scheduleOf(hours).opensAfter(at(from));
	return opens === undefined ? undefined : new Date(opens).toISOString();
};

describe("Opening hours", () => {
	const isOpen = (hours: OpeningHours, text: string): boolean => scheduleOf(hours).isOpen(at(text));

	it("are those of the desk's own time zone, to the minute, and end when they say", () => {
		expect(isOpen(office, "2026-01-05T07:59:59+07:00")).to.equal(false);
		expect(isOpen(office, "2026-01-05T08:00:00+07:00")).to.equal(true);
		expect(isOpen(office, "2026-01-05T11:59:59+07:00")).to.equal(true);
		expect(isOpen(office, "2026-01-05T12:00:00+07:00")).to.equal(false);
		expect(isOpen(office, "2026-01-06T09:00:00+07:00")).to.equal(false);
	});

	it("say when somebody is there again", () => {
		expect(next(office, "2026-01-05T12:00:00+07:00")).to.equal("2026-01-05T06:00:00.000Z");
		expect(next(office, "2026-01-05T17:00:00+07:00")).to.equal("2026-01-09T01:00:00.000Z");
		expect(next(office, "2026-01-09T11:30:00+07:00")).to.equal("2026-01-12T01:00:00.000Z");
	});

	it("do not count on days that are closed", () => {
		const hours = { ...office, closed: ["2026-01-09", "2026-01-12"] };
		expect(isOpen(hours, "2026-01-09T09:00:00+07:00")).to.equal(false);
		expect(next(hours, "2026-01-05T17:00:00+07:00")).to.equal("2026-01-16T01:00:00.000Z");
	});

	it("that are always closed never come", () => {
		const closed = Array.from({ length: 500 }, (_, day) =>
			new Date(at("2026-01-05") + day * 86_400_000).toISOString().slice(0, 10),
		);
		expect(next({ ...office, closed }, "2026-01-05T09:00:00+07:00")).to.equal(undefined);
	});

	it("go on past midnight, unless the next day is closed", () => {
		const night: OpeningHours = { timeZone: "Asia/Jakarta", open: { friday: ["22:00-06:00"] } };
		expect(isOpen(night, "2026-01-09T23:00:00+07:00")).to.equal(true);
		expect(isOpen(night, "2026-01-10T05:59:00+07:00")).to.equal(true);
		expect(isOpen(night, "2026-01-10T06:00:00+07:00")).to.equal(false);
		expect(isOpen({ ...night, closed: ["2026-01-10"] }, "2026-01-10T05:00:00+07:00")).to.equal(false);
	});

	it("of all day have no gap at midnight", () => {
		const always: OpeningHours = {
			timeZone: "UTC",
			open: { friday: ["00:00-24:00"], saturday: ["00:00-24:00"] },
		};
		expect(isOpen(always, "2026-01-09T23:59:59Z")).to.equal(true);
		expect(isOpen(always, "2026-01-10T00:00:00Z")).to.equal(true);
		expect(isOpen(always, "2026-01-11T00:00:00Z")).to.equal(false);
	});

	describe("where clocks are put forward and back", () => {
		const berlin: OpeningHours = {
			timeZone: "Europe/Berlin",
			open: { sunday: ["02:30-10:00"], monday: ["09:00-17:00"] },
		};

		it("stay the same on the clock", () => {
			expect(next(berlin, "2026-03-29T12:00:00Z")).to.equal("2026-03-30T07:00:00.000Z");
			expect(next(berlin, "2026-10-25T12:00:00Z")).to.equal("2026-10-26T08:00:00.000Z");
		});

		it("begin as soon as the clocks have passed the time that there was not", () => {
			expect(next(berlin, "2026-03-29T00:00:00Z")).to.equal("2026-03-29T01:00:00.000Z");
		});

		it("begin the first time of two", () => {
			expect(next(berlin, "2026-10-24T20:00:00Z")).to.equal("2026-10-25T00:30:00.000Z");
		});
	});
});
