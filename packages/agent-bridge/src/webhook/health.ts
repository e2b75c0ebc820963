import type { Clock } from "@baton/core";
import type { Tried } from "./post.js";
import type { EndpointState, Records } from "./settings.js";

/** So many failures in a row, and the endpoint is not called any more. */
export const failuresAllowed = 5;

/** Pauses before the second, third, fourth and fifth try: all within the hour, by whatever they are spread. */
const pausesMs = [15_000, 120_000, 600_000, 1_800_000] as const;
const hourMs = 3_600_000;

/** When to try again something that was tried so often, first at `since`. Spread by a quarter in either direction. */
export function nextTry(
	tries: number,
	{ now, since, random }: { readonly now: number; readonly since: number; readonly random: number },
): number {
	const pause = pausesMs[tries - 1] ?? hourMs;
	return Math.min(now + pause * (0.75 + random / 2), since + hourMs);
}

/** How the endpoint is, by what became of all that was told. */
export interface Health {
	readonly state: EndpointState;
	/** How long it asked to be left alone from now, in milliseconds. */
	pauseMs(): number;
	succeeded(): Promise<void>;
	/** What began at `began` has failed. */
	failed(began: number, tried: Extract<Tried, { type: "failed" }>): Promise<void>;
}

export interface HealthOptions {
	readonly clock: Clock;
	readonly records: Pick<Records, "writeState">;
	/** Called once, when it is not to be called any more. */
	readonly onInactive: (state: EndpointState) => void;
}

/**
 * Failures of many conversations at the same time are one: counted is what began when the one before was over for a
 * while, so that a moment's trouble makes no endpoint inactive.
 */
export function createHealth({ clock, records, onInactive }: HealthOptions, restored: EndpointState): Health {
	let state = restored;

	async function change(next: EndpointState): Promise<void> {
		const isEnd = next.status === "inactive" && state.status === "active";
		state = next;
		await records.writeState(next);
		if (isEnd) onInactive(next);
	}

	return {
		get state() {
			return state;
		},
		pauseMs: () => Math.max(0, state.pausedUntil - clock.now()),
		async succeeded() {
			if (state.failures > 0 && state.status === "active")
				await change({ ...state, failures: 0, countFrom: 0, pausedUntil: 0 });
		},
		async failed(began, { why, isGone, retryAfterMs }) {
			if (state.status !== "active") return;
			const now = clock.now();
			const counts = began >= state.countFrom;
			const failures = state.failures + (counts ? 1 : 0);
			const countFrom = counts ? now + (pausesMs[failures - 1] ?? 0) / 2 : state.countFrom;
			const pausedUntil = Math.max(state.pausedUntil, now + (retryAfterMs ?? 0));
			const isOver = isGone || failures >= failuresAllowed;
			if (isOver)
				return change({ ...state, status: "inactive", why, since: now, failures, countFrom, pausedUntil });
			if (counts || retryAfterMs !== undefined)
				await change({ ...state, why, failures, countFrom, pausedUntil });
		},
	};
}
