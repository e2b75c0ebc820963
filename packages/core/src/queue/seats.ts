import type { Clock } from "../clock.js";
import type { Store } from "../conversation/store.js";

export interface SeatOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly newId: () => string;
}

/** Whoever can hold only so many takes one at a time: what was counted before is still so when it is taken. */
export interface Seats {
	one<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** A process that dies while it takes one is in nobody's way for longer. */
const leaseMs = 5_000;
const tryAgainMs = 50;

/** Within a process first come, first served; between processes by a lease in the store. */
export function createSeats({ store, clock, newId }: SeatOptions): Seats {
	const lines = new Map<string, Promise<unknown>>();

	async function claimed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
		const fact = `seat:${name}`;
		const mine = newId();
		const giveUpAt = clock.now() + leaseMs;
		while ((await store.claimFact(fact, mine, leaseMs)) !== mine && clock.now() < giveUpAt)
			await pause(clock);
		try {
			return await work();
		} finally {
			if ((await store.readFact(fact)) === mine) await store.writeFact(fact, undefined, leaseMs);
		}
	}

	return {
		one(name, work) {
			const before = lines.get(name) ?? Promise.resolve();
			const mine = before.then(() => claimed(name, work));
			const over = mine.then(nothing, nothing).then(() => {
				if (lines.get(name) === over) lines.delete(name);
			});
			lines.set(name, over);
			return mine;
		},
	};
}

function pause(clock: Clock): Promise<void> {
	return new Promise((resolve) => {
		clock.after(tryAgainMs, resolve);
	});
}

const nothing = (): void => {};
