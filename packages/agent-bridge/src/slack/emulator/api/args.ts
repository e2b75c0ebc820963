import { z } from "zod";

/** Arguments come from JSON bodies as they are, and from forms as text: both are the same to Slack. */

export const text = z.union([z.string(), z.number().transform(String)]);

export const flag = z.union([
	z.boolean(),
	z.enum(["true", "false", "1", "0"]).transform((word) => word === "true" || word === "1"),
]);

export const whole = z.coerce.number().int();

/** Lists of ids are separated by commas. */
export const ids = z
	.union([z.array(z.string()), z.string().transform((list) => list.split(","))])
	.transform((list) => list.map((id) => id.trim()).filter((id) => id !== ""));

/** Structures are JSON in a form, and may be it in JSON too. What cannot be read stays as it is, to be refused. */
export const structure = z.unknown().transform((value): unknown => {
	if (typeof value !== "string") return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
});

/** A page of a long list. https://docs.slack.dev/apis/web-api/pagination */
export const paging = { cursor: text.optional(), limit: whole.optional() };

export interface Page<T> {
	readonly items: readonly T[];
	readonly next: string;
}

/** `undefined` where the cursor is none of ours. */
export function pageOf<T>(
	items: readonly T[],
	{ cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Page<T> | undefined {
	const start = cursor === undefined || cursor === "" ? 0 : readCursor(cursor);
	if (start === undefined) return undefined;
	const end = start + limit;
	return { items: items.slice(start, end), next: end < items.length ? cursorOf(end) : "" };
}

function cursorOf(at: number): string {
	return Buffer.from(`next:${at}`).toString("base64");
}

function readCursor(cursor: string): number | undefined {
	const at = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
	return at === undefined ? undefined : Number(at);
}
