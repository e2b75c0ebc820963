import { offerOf } from "../../control/control.js";
import type { NoticeName } from "../../control/effect.js";
import type { Activity } from "../activity.js";
import type { Book } from "../book.js";
import type { Schedule } from "./hours.js";
import { leaveMessageType } from "./message-button.js";
import { waitFrom } from "./view.js";

type Words = Omit<Activity, "type">;

/** What a notice says to the user, and what they can press. */
export function wordsOf(book: Book, notice: NoticeName): Words {
	if (notice === "nobodyFree") return sorry(book);
	const { env, state } = book;
	const text = env.notice(notice, state.user.locale);
	const where = waits.has(notice) ? line(book, notice) : undefined;
	return { text: where === undefined ? text : `${text} ${where}` };
}

const waits: ReadonlySet<NoticeName> = new Set(["pleaseWait", "stillWaiting", "inLine"]);

/** The user's place in line, and how long it may take where others' waits tell. The first of all need not be told. */
function line({ env, state }: Book, notice: NoticeName): string | undefined {
	const offer = offerOf(state.control);
	if (offer?.place === undefined || env.queue === undefined) return undefined;
	const { told } = offer.place;
	const ms = waitFrom(env.queue, offer, told);
	if (told === 1 && ms === undefined && notice !== "inLine") return undefined;
	const place = (tag: string): string => new Intl.NumberFormat(known(tag)).format(told);
	const wait = ms === undefined ? undefined : (tag: string) => duration(ms, tag);
	return env.notice(wait === undefined ? "place" : "placeAndWait", state.user.locale, { place, wait });
}

/** In whole minutes, never less than it is; from an hour and a half on in hours. */
function duration(ms: number, tag: string): string {
	const minutes = Math.max(1, Math.ceil(ms / 60_000));
	const [unit, count] = minutes < 90 ? ["minute", minutes] : ["hour", Math.ceil(minutes / 60)];
	return new Intl.NumberFormat(known(tag), { style: "unit", unit, unitDisplay: "long" }).format(count);
}

function sorry(book: Book): Words {
	const { env, state } = book;
	const { locale } = state.user;
	const opening = openingOf(book);
	const time = opening && ((tag: string) => moment(opening, { tag, now: env.at }));
	const text = env.notice(time === undefined ? "nobodyFree" : "closedUntil", locale, { time });
	const button = (name: "leaveMessage" | "noMessage", press: "leave" | "none") => {
		const title = env.notice(name, locale);
		const value = JSON.stringify({ type: leaveMessageType, payload: press });
		return {
			type: "postBack",
			title: title.slice(0, 20),
			text: title.slice(0, 20),
			displayText: title,
			value,
		};
	};
	const actions = [button("leaveMessage", "leave"), button("noMessage", "none")];
	return { text, suggestedActions: { to: [], actions }, inputHint: "expectingInput" };
}

interface Opening {
	readonly at: number;
	readonly timeZone: string;
}

/** When the first of those who should have come is there again; `undefined` if somebody is there, or nobody knows. */
function openingOf({ env, state }: Book): Opening | undefined {
	const schedules: Schedule[] = [];
	for (const id of state.unmet?.offer.to ?? []) {
		const hours = env.apps.get(id)?.hours;
		if (hours === undefined || hours.isOpen(env.at)) return undefined;
		schedules.push(hours);
	}
	const openings = schedules.flatMap((hours) => {
		const at = hours.opensAfter(env.at);
		return at === undefined ? [] : [{ at, timeZone: hours.timeZone }];
	});
	return openings.sort((one, other) => one.at - other.at)[0];
}

const weekMs = 6 * 24 * 3_600_000;

/** By the clocks of where people work: the user may be elsewhere. */
function moment(
	{ at, timeZone }: Opening,
	{ tag, now }: { readonly tag: string; readonly now: number },
): string {
	const date = at - now > weekMs ? ({ day: "numeric", month: "long" } as const) : {};
	const time = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
	return new Intl.DateTimeFormat(known(tag), { weekday: "long", ...date, ...time, timeZone }).format(at);
}

/** What a phone takes for a language tag may be none. */
function known(tag: string): string {
	try {
		return Intl.getCanonicalLocales(tag)[0] ?? "en";
	} catch {
		return "en";
	}
}
