import type { Lane, LaneWork } from "./lane.js";

/**
 * Renews the lease. Says what to do where the lane was another's meanwhile: what is in the outbox, and what has
 * begun, is then to be looked at anew.
 */
export async function renew(options: LaneWork, lane: Lane, forMs = options.laneLeaseMs): Promise<Moved> {
	if (options.stopping.isAsked) return giveUp(options, lane);
	const { store, clock, process } = options;
	const leaseUntil = clock.now() + forMs;
	const token = await store.takeLane(lane.key, { process, leaseMs: forMs });
	if (token === undefined) return "stop";
	const isSame = token === lane.token;
	Object.assign(lane, { token, leaseUntil });
	return isSame ? undefined : "again";
}

type Moved = "stop" | "again" | undefined;

/** Nothing is under way, and nothing may overtake what is waited for. Parts add up however the clock is set meanwhile. */
export async function hold(options: LaneWork, lane: Lane, ms: number): Promise<Moved> {
	for (let left = ms; left > 0; left -= longestHoldMs) {
		const part = Math.min(left, longestHoldMs);
		const moved = await renew(options, lane, part + options.laneLeaseMs);
		if (moved !== undefined) return moved;
		await pause(options, part);
	}
	return renew(options, lane);
}

/** Whoever dies while it waits keeps others waiting for no longer. */
const longestHoldMs = 15_000;

/** The lease ends now: whoever looks next goes on. */
export async function giveUp({ store, process }: LaneWork, { key }: Lane): Promise<"stop"> {
	await store.takeLane(key, { process, leaseMs: 0 });
	return "stop";
}

export function pause({ clock, stopping }: LaneWork, ms: number): Promise<void> {
	return new Promise((resolve) => {
		const wake = (): void => {
			callOff();
			stopping.wake.delete(wake);
			resolve();
		};
		const callOff = clock.after(ms, wake);
		stopping.wake.add(wake);
		if (stopping.isAsked) wake();
	});
}
