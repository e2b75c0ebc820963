import type { Clock } from "../clock.js";

/** A clock that only moves when a test moves it: days pass in no time. */
export interface VirtualClock extends Clock {
	/**
	 * Lets time pass. What is due on the way happens when it is due; a call that has not been answered is late then,
	 * so wait until everything has settled first.
	 */
	advance(ms: number): Promise<void>;
}

interface Alarm {
	readonly due: number;
	readonly action: () => void;
}

/**
 * ```ts
 * const clock = virtualClock();
 * const messenger = await startMessengerEmulator({ clock, … });
 * await clock.advance(25 * 60 * 60_000);
 * ```
 *
 * @param start epoch milliseconds. Default: now
 */
export function virtualClock(start: number = Date.now()): VirtualClock {
	let now = start;
	const alarms = new Set<Alarm>();

	function earliest(until: number): Alarm | undefined {
		let first: Alarm | undefined;
		for (const alarm of alarms) {
			if (alarm.due <= until && (first === undefined || alarm.due < first.due)) first = alarm;
		}
		return first;
	}

	return {
		now: () => now,
		after(ms, action) {
			const alarm = { due: now + ms, action };
			alarms.add(alarm);
			return () => alarms.delete(alarm);
		},
		async advance(ms) {
			const until = now + ms;
			for (let alarm = earliest(until); alarm !== undefined; alarm = earliest(until)) {
				alarms.delete(alarm);
				now = Math.max(now, alarm.due);
				alarm.action();
				await new Promise<void>((resolve) => {
					setImmediate(resolve);
				});
			}
			now = until;
		},
	};
}
