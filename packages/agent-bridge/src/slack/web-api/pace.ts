import type { Clock } from "@baton/core";
import { pause } from "../pause.js";

/** Who calls next, and when: in order, and not before Slack takes it. */
export interface Pace {
	/** Resolves when it is this call's turn. */
	turn(lane: string, method: string): Promise<void>;
	/** Slack asked to wait. */
	hold(lane: string, ms: number): void;
}

/** Slack takes one message per second and channel, and more for a moment. */
const defaultPostEveryMs = 1_000;
const burst = 3;
const remembered = 10_000;

interface Lane {
	/** When the next call may go out if there were no burst, epoch milliseconds. */
	nextAt: number;
	heldUntil: number;
}

export function createPace(clock: Clock, postEveryMs = defaultPostEveryMs): Pace {
	const lanes = new Map<string, Lane>();

	function laneOf(name: string): Lane {
		const lane = lanes.get(name) ?? { nextAt: 0, heldUntil: 0 };
		lanes.delete(name);
		lanes.set(name, lane);
		if (lanes.size > remembered) lanes.delete(lanes.keys().next().value ?? name);
		return lane;
	}

	return {
		async turn(name, method) {
			const lane = laneOf(name);
			const spaceMs = method === "chat.postMessage" ? postEveryMs : 0;
			const now = clock.now();
			lane.nextAt = Math.max(lane.nextAt, now - burst * spaceMs) + spaceMs;
			const waitMs = Math.max(lane.nextAt - now - spaceMs, lane.heldUntil - now);
			if (waitMs > 0) await pause(clock, waitMs);
		},
		hold(name, ms) {
			const lane = laneOf(name);
			lane.heldUntil = Math.max(lane.heldUntil, clock.now() + ms);
		},
	};
}
