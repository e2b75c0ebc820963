import type { Clock } from "@baton/core";

interface Timer {
	readonly at: number;
	readonly action: () => void;
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
	/** Moves on, and lets everything happen that is due on the way. */
	advance(ms: number): Promise<void>;
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
	for (let round = 0; round < 5; round++) await new Promise((resolve) => setImmediate(resolve));
}

export function manualClock(start = 1_700_000_000_000): ManualClock {
	let now = start;
	const timers = new Set<Timer>();

	function nextBy(end: number): Timer | undefined {
		const due = [...timers].filter(({ at }) => at <= end);
		return due.sort((one, other) => one.at - other.at)[0];
	}

	return {
		now: () => now,
		after(ms, action) {
			const timer = { at: now + ms, action };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		async advance(ms) {
			const end = now + ms;
			for (let timer = nextBy(end); timer !== undefined; timer = nextBy(end)) {
				now = Math.max(now, timer.at);
				timers.delete(timer);
				timer.action();
				await settle();
			}
			now = end;
			await settle();
		},
	};
}
