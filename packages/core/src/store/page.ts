import type { PageRequest } from "../conversation/store.js";

/** Positions from `first` to `last`, both included; none if `last` is smaller. */
export interface Span {
	readonly first: number;
	readonly last: number;
}

/** Which positions the page has of a log of `length` entries, of which the first ones may be trimmed. */
export function spanOf(
	{ after = 0, before, limit, last = false }: PageRequest,
	{ length, trimmed }: { readonly length: number; readonly trimmed: number },
): Span {
	const low = Math.max(after, trimmed) + 1;
	const high = Math.min(before === undefined ? length : before - 1, length);
	const count = Math.max(limit, 0);
	if (last || before !== undefined) return { first: Math.max(low, high - count + 1), last: high };
	return { first: low, last: Math.min(high, low + count - 1) };
}
