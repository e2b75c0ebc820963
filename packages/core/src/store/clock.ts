/** Where a store takes the time from. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** How long a command's outcome is remembered at least: the longest time for which a platform repeats a webhook. */
export const sevenDaysMs = 7 * 24 * 60 * 60 * 1000;
