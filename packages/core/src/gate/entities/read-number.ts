import type { Find } from "./suite.js";

type Values<Value> = readonly [Value, ...Value[]];

/** "20.000" is twenty, or twenty thousand where the point parts thousands: whoever asked has to say which. */
export function numbersIn({ text, resolution }: Find): Values<number> | undefined {
	const value = toNumber(resolution.value);
	if (value === undefined) return undefined;
	const thousands = readThousands(text);
	return thousands === undefined || thousands === value ? [value] : [value, thousands];
}

/** The library writes "1234,5" in cultures that do, "1E+20", and "INFINITY" for what is too large. */
export function toNumber(value: unknown): number | undefined {
	if (typeof value !== "string" || !/^[-+]?\d[\d.,E+-]*$/.test(value)) return undefined;
	const number = Number(value.replace(",", "."));
	return Number.isFinite(number) ? number : undefined;
}

function readThousands(text: string): number | undefined {
	const groups = /^[^\d]*(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)[^\d]*$/u.exec(text)?.[1];
	return groups === undefined || groups.startsWith("0") ? undefined : Number(groups.replace(/[.,]/g, ""));
}
