/**
 * How a time is written: `iso`, `seconds`, `milliseconds`, or a pattern of `YYYY`, `MM`, `DD`, `hh`, `mm`, `ss` and
 * as many `S` as the fraction has digits. Always in GMT.
 */
export type TimeFormat = string;

export function writeTime(at: number, format: TimeFormat): string | number {
	if (format === "seconds") return Math.floor(at / 1000);
	if (format === "milliseconds") return at;
	const iso = new Date(at).toISOString();
	if (format === "iso") return iso;
	const parts: Readonly<Record<string, string>> = {
		YYYY: iso.slice(0, 4),
		MM: iso.slice(5, 7),
		DD: iso.slice(8, 10),
		hh: iso.slice(11, 13),
		mm: iso.slice(14, 16),
		ss: iso.slice(17, 19),
	};
	return format.replace(
		/YYYY|MM|DD|hh|mm|ss|S+/g,
		(token) => parts[token] ?? `${iso.slice(20, 23)}000000`.slice(0, token.length),
	);
}

/** Epoch milliseconds. A fraction may have more or fewer digits than the pattern says. `undefined` if it is no time. */
export function readTime(value: unknown, format: TimeFormat): number | undefined {
	if (format === "seconds" || format === "milliseconds") {
		const number = typeof value === "number" ? value : Number(String(value).trim() || Number.NaN);
		return checked(format === "seconds" ? number * 1000 : number);
	}
	if (typeof value !== "string") return undefined;
	return format === "iso" ? checked(Date.parse(value)) : readPattern(value.trim(), format);
}

const groups: Readonly<Record<string, string>> = {
	YYYY: "(?<Y>\\d{4})",
	MM: "(?<M>\\d{2})",
	DD: "(?<D>\\d{2})",
	hh: "(?<h>\\d{2})",
	mm: "(?<m>\\d{2})",
	ss: "(?<s>\\d{2})",
};

function readPattern(value: string, format: string): number | undefined {
	const source = format
		.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
		.replace(/YYYY|MM|DD|hh|mm|ss|(?:\\\.)?S+/g, (token) => groups[token] ?? "(?:\\.(?<S>\\d{1,9}))?");
	const groupsFound = new RegExp(`^${source}$`).exec(value)?.groups;
	if (groupsFound === undefined) return undefined;
	const { Y = "1970", M = "01", D = "01", h = "00", m = "00", s = "00", S = "0" } = groupsFound;
	const parts = [Number(Y), Number(M) - 1, Number(D), Number(h), Number(m), Number(s)] as const;
	const at = Date.UTC(...parts, Number(S.padEnd(3, "0").slice(0, 3)));
	// What is too much of one part would be carried into the next: 31 February is no day.
	const read = new Date(at);
	const found = [
		...[read.getUTCFullYear(), read.getUTCMonth(), read.getUTCDate()],
		...[read.getUTCHours(), read.getUTCMinutes(), read.getUTCSeconds()],
	];
	return parts.every((part, index) => part === found[index]) ? checked(at) : undefined;
}

function checked(at: number): number | undefined {
	return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? at : undefined;
}
