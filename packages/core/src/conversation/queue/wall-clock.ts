/** What a clock on the wall shows. */
export interface LocalTime {
	/** `2026-11-20`. */
	readonly date: string;
	/** 0 for Sunday. */
	readonly weekday: number;
	readonly hour: number;
	readonly minute: number;
}

/** The clocks of one time zone. */
export interface WallClock {
	read(at: number): LocalTime;
	/**
	 * When the clocks first show this time, or a later one where they are put forward past it. `wall` is the local time
	 * as if it were UTC; all are epoch milliseconds.
	 */
	firstAt(wall: number): number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export function wallClock(timeZone: string): WallClock {
	const format = new Intl.DateTimeFormat("en-US", {
		timeZone,
		hourCycle: "h23",
		...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
	});

	/** The local time, to the minute, as if it were UTC. */
	function wallAt(at: number): number {
		const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
		const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
		return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
	}

	return {
		read(at) {
			const wall = new Date(wallAt(at));
			return {
				date: wall.toISOString().slice(0, 10),
				weekday: wall.getUTCDay(),
				hour: wall.getUTCHours(),
				minute: wall.getUTCMinutes(),
			};
		},
		firstAt(wall) {
			// Between the two, clocks are put forward or back at most once: the earlier one is where they show more.
			const offsets = [wall - dayMs, wall + dayMs].map((at) => wallAt(at) - at);
			const latest = wall - Math.min(...offsets);
			let first = wall - Math.max(...offsets);
			while (first < latest && wallAt(first) < wall) first += minuteMs;
			return first;
		},
	};
}

export function minutesOfDay({ hour, minute }: LocalTime): number {
	return hour * 60 + minute;
}

/** The day that many days later. */
export function addDays(
	{ date }: Pick<LocalTime, "date">,
	days: number,
): Pick<LocalTime, "date" | "weekday"> {
	const day = new Date(Date.parse(date) + days * dayMs);
	return { date: day.toISOString().slice(0, 10), weekday: day.getUTCDay() };
}

/** A time of a day, in minutes after midnight, as if it were UTC. */
export function dateAt({ date }: Pick<LocalTime, "date">, minutes: number): number {
	return Date.parse(date) + minutes * minuteMs;
}
