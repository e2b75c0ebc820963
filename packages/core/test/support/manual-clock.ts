import type { Clock } from "../../src/index.js";

/** A clock that only moves when a test moves it. */
export interface ManualClock extends Clock {
	/** Lets time pass: whatever is due on the way fires when it is due, and what follows from it is done first. */
	advance(ms: number): Promise<void>;
	/** Somebody sets it: it shows another time, and nobody has waited. */
	jump(ms: number): void;
}

interface Alarm {
	readonly due: number;
	readonly action: () => void;
}

export function manualClock(start = Date.UTC(2026, 0, 5, 9)): ManualClock {
	let now = start;
	let ahead = 0;
	const alarms = new Set<Alarm>();

	function earliest(until: number): Alarm | undefined {
		let first: Alarm | undefined;
		for (const alarm of alarms) {
			if (alarm.due <= until && (first === undefined || alarm.due < first.due)) first = alarm;
		}
		return first;
	}

	return {
		now: () => now + ahead,
		after(ms, action) {
			const alarm = { due: now + ms, action };
			alarms.add(alarm);
			return () => alarms.delete(alarm);
		},
		async advance(ms) {
			const until = now + ms;
			await settle();
			for (let alarm = earliest(until); alarm !== undefined; alarm = earliest(until)) {
				alarms.delete(alarm);
				now = Math.max(now, alarm.due);
				alarm.action();
				await settle();
			}
			now = until;
		},
		jump(ms) {
			ahead += ms;
		},
	};
}

/** Lets everything that can go on without time passing go on. */
export async function settle(): Promise<void> {
	for (let round = 0; round < 3; round += 1) {
		await new Promise<void>((resolve) => {
			setImmediate(resolve);
		});
	}
}

/** Something that a test lets happen when it wants it to. */
export interface Gateway {
	readonly opened: Promise<void>;
	open(): void;
}

export function gateway(): Gateway {
	let open = (): void => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}
