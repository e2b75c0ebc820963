import { z } from "zod";
import { addDays, dateAt, type LocalTime, minutesOfDay, wallClock } from "./wall-clock.js";

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
type Day = (typeof days)[number];

/** When people are there: by the week, in one time zone. Clocks that are put forward or back are minded. */
export interface OpeningHours {
	/** An IANA name: `Asia/Jakarta`. */
	readonly timeZone: string;
	/**
	 * Spans such as `08:00-17:00`, by day. One that ends before it begins goes on into the next day; `00:00-24:00` is
	 * all day. A day that is not named is closed.
	 */
	readonly open: { readonly [D in Day]?: readonly string[] | undefined };
	/** Days on which nobody is there, as `2026-12-25`. */
	readonly closed?: readonly string[] | undefined;
}

/** Opening hours that can be asked. Times are epoch milliseconds. */
export interface Schedule {
	readonly timeZone: string;
	isOpen(at: number): boolean;
	/** When it opens next after `at`, looked for within about a year; `undefined` if it does not. */
	opensAfter(at: number): number | undefined;
}

interface Span {
	readonly from: number;
	/** Greater than a day's minutes where it goes on into the next day. */
	readonly until: number;
}

const dayMinutes = 24 * 60;
const spanPattern = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

const span = z
	.string()
	.regex(spanPattern, "expected a span such as 08:00-17:00")
	.refine((text) => readSpan(text).until > readSpan(text).from, "the span is empty");
const spans = z.array(span).max(24).optional();
const date = z.iso.date("expected a day such as 2026-12-25");

/** What a configuration may get wrong. */
export const openingHours = z.strictObject({
	timeZone: z.string().refine(isTimeZone, "expected an IANA time zone such as Asia/Jakarta"),
	open: z
		.strictObject({
			monday: spans,
			tuesday: spans,
			wednesday: spans,
			thursday: spans,
			friday: spans,
			saturday: spans,
			sunday: spans,
		})
		.refine((open) => Object.values(open).some((list) => (list?.length ?? 0) > 0), "it is never open"),
	closed: z.array(date).max(1000).optional(),
});

function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
	} catch {
		return false;
	}
}

/** A span from 22:00 to 22:00 is empty, and one from 22:00 to 06:00 ends on the next day. */
function readSpan(text: string): Span {
	const [from = "", until = ""] = text.split("-");
	const [start, end] = [toMinutes(from), toMinutes(until)];
	return { from: start, until: end < start ? end + dayMinutes : end };
}

function toMinutes(text: string): number {
	const [hour, minute] = text.split(":").map(Number);
	return (hour ?? 0) * 60 + (minute ?? 0);
}

/** How far ahead an opening is looked for. */
const longestDays = 400;

export function scheduleOf({ timeZone, open, closed = [] }: OpeningHours): Schedule {
	const clock = wallClock(timeZone);
	const week = days.map((day) => (open[day] ?? []).map(readSpan).sort((one, other) => one.from - other.from));
	const holidays = new Set(closed);

	/** The spans that begin on a day. */
	function spansOn({ date, weekday }: Pick<LocalTime, "date" | "weekday">): readonly Span[] {
		return holidays.has(date) ? [] : (week[weekday] ?? []);
	}

	function isOpen(at: number): boolean {
		const now = clock.read(at);
		if (holidays.has(now.date)) return false;
		const minutes = minutesOfDay(now);
		const isWithin = ({ from, until }: Span): boolean => from <= minutes && minutes < until;
		const goesOn = ({ until }: Span): boolean => minutes < until - dayMinutes;
		return spansOn(now).some(isWithin) || spansOn(addDays(now, -1)).some(goesOn);
	}

	return {
		timeZone,
		isOpen,
		opensAfter(at) {
			const today = clock.read(at);
			for (let ahead = 0; ahead <= longestDays; ahead += 1) {
				const day = addDays(today, ahead);
				for (const { from } of spansOn(day)) {
					const opens = clock.firstAt(dateAt(day, from));
					if (opens > at && isOpen(opens)) return opens;
				}
			}
			return undefined;
		},
	};
}
