import type { Clock } from "@baton/core";

/** Tells what was there already, within this process. */
export interface Repeats {
	isNew(id: string): boolean;
}

/** As long as the platform repeats a call that was not acknowledged. */
const sevenDaysMs = 604_800_000;
const most = 100_000;

/** Forgets after seven days, or the oldest first above 100,000. */
export function createRepeats(clock: Clock): Repeats {
	const seen = new Map<string, number>();
	return {
		isNew(id) {
			const now = clock.now();
			const until = seen.get(id);
			if (until !== undefined && until > now) return false;
			seen.delete(id);
			seen.set(id, now + sevenDaysMs);
			if (seen.size > most) for (const [oldest] of seen) return seen.delete(oldest);
			return true;
		},
	};
}
