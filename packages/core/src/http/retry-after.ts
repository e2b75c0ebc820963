/** Longer than anybody would wait for one request, in milliseconds. */
const mostMs = 3_600_000;

/** The header `Retry-After`, seconds or a date, as milliseconds from now: an hour at most. `undefined` if it is neither. */
export function readRetryAfter(value: string | null, now: number): number | undefined {
	if (value === null) return undefined;
	const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), mostMs) : undefined;
}
