import type { Clock } from "@baton/core";
import type { Owner, Scheduler } from "./scheduler.js";

/**
 * The life of one process. When it ends, nothing of it happens any more: its timers do not fire, and what it
 * waits for never comes.
 */
export interface Life extends Owner {
	readonly clock: Clock;
	readonly startedAt: number;
	end(): void;
	onEnd(action: () => void): void;
	/** Stops the process for a while, as a long collection of garbage or a suspended machine does. */
	freeze(ms: number): void;
	/** What comes of the promise, if the process lives to see it. */
	lived<Value>(promise: Promise<Value>): Promise<Value>;
}

export function beginLife(scheduler: Scheduler): Life {
	let alive = true;
	let frozenUntil = 0;
	const ends: (() => void)[] = [];
	const life: Life = {
		startedAt: scheduler.now(),
		clock: {
			now: scheduler.now,
			after: (ms, action) => (alive ? scheduler.after(ms, action, life) : () => {}),
		},
		get alive() {
			return alive;
		},
		get frozenUntil() {
			return frozenUntil;
		},
		end() {
			if (!alive) return;
			alive = false;
			for (const action of ends) action();
		},
		onEnd: (action) => void ends.push(action),
		freeze(ms) {
			frozenUntil = Math.max(frozenUntil, scheduler.now() + ms);
		},
		lived: (promise) =>
			new Promise((resolve, reject) => {
				promise.then(
					(value) => alive && resolve(value),
					(error: unknown) => alive && reject(error),
				);
			}),
	};
	return life;
}

/** What a dead process gets from whatever it asks. */
export function never<Value>(): Promise<Value> {
	return new Promise(() => {});
}
