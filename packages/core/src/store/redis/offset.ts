import type { Clock } from "../../clock.js";

/** How far the clock of Redis is ahead of this machine's. */
export interface Offset {
	/** The clock of Redis, epoch milliseconds. */
	now(): number;
	measure(): Promise<void>;
}

const measuredEveryMs = 30_000;

export function createOffset(clock: Clock, askTime: () => Promise<unknown>): Offset {
	let offset = 0;
	let measuredAt = 0;

	async function measure(): Promise<void> {
		measuredAt = clock.now();
		const before = clock.now();
		const theirs = toMs(await askTime());
		const after = clock.now();
		// What lies between the two readings of our own clock is no difference.
		if (theirs >= before && theirs <= after) offset = 0;
		else offset = Math.round(theirs - (before + after) / 2);
	}

	return {
		measure,
		now() {
			if (Math.abs(clock.now() - measuredAt) > measuredEveryMs) measure().catch(() => {});
			return clock.now() + offset;
		},
	};
}

/** Seconds and microseconds, as Redis gives them; rounded down, as `Date.now()` is. */
function toMs(reply: unknown): number {
	const [seconds, micros] = Array.isArray(reply) ? reply : [];
	return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}
