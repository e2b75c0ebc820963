import { z } from "zod";
import type { When } from "./slot.js";
import type { Find } from "./suite.js";

const candidate = z.object({
	type: z.string(),
	value: z.string().optional(),
	start: z.string().optional(),
	end: z.string().optional(),
});

/** What is still to come goes first: "friday" said on a Tuesday is the next one. Durations and repetitions are no time. */
export function timesIn({ resolution }: Find, reference: Date): readonly [When, ...When[]] | undefined {
	const values = z.array(candidate).safeParse(resolution.values).data ?? [];
	const times = values.flatMap((value) => toWhen(value) ?? []);
	const now = wallClock(reference);
	const [first, ...others] = [
		...times.filter((time) => !isPast(time, now)),
		...times.filter((time) => isPast(time, now)),
	];
	return first && [first, ...others];
}

function toWhen({ type, value, start, end }: z.infer<typeof candidate>): When | undefined {
	if (type === "date" || type === "time" || type === "datetime") {
		return value === undefined || !/^\d/.test(value) ? undefined : { type, value: value.replace(" ", "T") };
	}
	if (!type.endsWith("range") || (start === undefined && end === undefined)) return undefined;
	return { type: "range", start: start?.replace(" ", "T"), end: end?.replace(" ", "T") };
}

/** Compares as text: the longer of the two is cut to the precision of the other. Times of day are never past. */
function isPast(when: When, now: string): boolean {
	const at = when.type === "range" ? (when.end ?? when.start ?? "") : when.value;
	return at.includes("-") && at < now.slice(0, at.length);
}

function wallClock(date: Date): string {
	const pad = (part: number): string => String(part).padStart(2, "0");
	const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join("-");
	return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(":")}`;
}

/**
 * A date whose local time is what clocks in the zone show: the library reads local time only.
 *
 * @throws RangeError if the zone is not known
 */
export function localTime(at: number, timeZone: string | undefined): Date {
	if (timeZone === undefined) return new Date(at);
	const parts = new Intl.DateTimeFormat("en-US", {
		timeZone,
		hourCycle: "h23",
		...{ year: "numeric", month: "numeric", day: "numeric" },
		...{ hour: "numeric", minute: "numeric", second: "numeric" },
	}).formatToParts(at);
	const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
	return new Date(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}
