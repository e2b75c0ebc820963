import { daysAgo, isSameDay } from "../model/time.js";
import { useWords } from "../words/words.js";

/** The time of day, or the day and the time if it was another day. */
export function Moment({ at }: { readonly at: number }) {
	const { language } = useWords();
	const isToday = isSameDay(at, Date.now());
	const day = isToday ? {} : ({ day: "numeric", month: "short" } as const);
	const text = new Intl.DateTimeFormat(language, {
		...day,
		hour: "2-digit",
		minute: "2-digit",
		hour12: false,
	}).format(at);
	return <time dateTime={new Date(at).toISOString()}>{text}</time>;
}

/** A day between two lines of a conversation. */
export function Day({ at }: { readonly at: number }) {
	const { language, time } = useWords();
	const ago = daysAgo(at, Date.now());
	const format = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
	const text = ago === 0 ? time.today : ago === 1 ? time.yesterday : format.format(at);
	return <time dateTime={new Date(at).toISOString()}>{text}</time>;
}
