const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration as people read it at a glance: the two largest units, or one. */
export interface Span {
	readonly days: number;
	readonly hours: number;
	readonly minutes: number;
	readonly seconds: number;
}

export function spanOf(ms: number): Span {
	const rest = Math.max(0, ms);
	return {
		days: Math.floor(rest / day),
		hours: Math.floor((rest % day) / hour),
		minutes: Math.floor((rest % hour) / minute),
		seconds: Math.floor((rest % minute) / second),
	};
}

/** How pressing a wait has become. */
export function urgency(waitedMs: number): "calm" | "warm" | "hot" {
	if (waitedMs < 2 * minute) return "calm";
	return waitedMs < 5 * minute ? "warm" : "hot";
}

/** Whether two moments are on the same day where the page is read. */
export function isSameDay(one: number, other: number): boolean {
	return new Date(one).toDateString() === new Date(other).toDateString();
}

/** How many days before `now` a moment lies, by the calendar: 0 is today. */
export function daysAgo(at: number, now: number): number {
	const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
	return Math.round((midnight(now) - midnight(at)) / day);
}
