import type { Clock } from "../clock.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { LaneToken, Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";

/** The lane is this process's under this token, until then at least. */
export interface Grant {
	readonly key: ConversationKey;
	token: LaneToken;
	/** Epoch milliseconds. */
	leaseUntil: number;
}

/**
 * Renews leases while requests are under way, however long those take: so leases are short, and what a dead process
 * had is soon free.
 */
export interface LaneKeeper {
	begin(lane: Grant): void;
	end(lane: Grant): void;
}

export interface LaneKeeperOptions {
	readonly store: Pick<Store, "takeLane">;
	readonly clock: Clock;
	readonly process: ProcessId;
	readonly laneLeaseMs: number;
	readonly logger: Logger;
}

/** Looks thrice within a lease, and not at all while nothing is under way. */
export function createLaneKeeper({
	store,
	clock,
	process,
	laneLeaseMs,
	logger,
}: LaneKeeperOptions): LaneKeeper {
	const kept = new Set<Grant>();
	let isWatching = false;

	function watch(): void {
		if (isWatching) return;
		isWatching = true;
		clock.after(laneLeaseMs / 3, look);
	}

	function look(): void {
		isWatching = false;
		const now = clock.now();
		for (const lane of kept) {
			if (lane.leaseUntil - now > (laneLeaseMs * 2) / 3) continue;
			renew(lane).catch((error: unknown) => logger.warn("lane-not-renewed", { key: lane.key, error }));
		}
		if (kept.size > 0) watch();
	}

	/** Where the lane was another's meanwhile, the record of what was sent will tell. */
	async function renew(lane: Grant): Promise<void> {
		const leaseUntil = clock.now() + laneLeaseMs;
		const token = await store.takeLane(lane.key, { process, leaseMs: laneLeaseMs });
		if (token === lane.token) lane.leaseUntil = leaseUntil;
	}

	return {
		begin(lane) {
			kept.add(lane);
			watch();
		},
		end: (lane) => void kept.delete(lane),
	};
}
