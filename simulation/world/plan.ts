import { type Channel, defaultPolicy, type Policy } from "@baton/core";
import type { Random } from "../time/random.js";
import { driveTowards } from "./drive.js";
import { type Habits, ordinary, withHabits } from "./habits.js";

export type StoreKind = "memory" | "remote" | "embedded" | "redis";

/** The circumstances of one episode. */
export interface Plan {
	/**
	 * `memory` answers at once, `remote` is the same store behind a network, `embedded` is on a disk, `redis` runs
	 * its scripts on a simulated server behind a network.
	 */
	readonly store: StoreKind;
	readonly processes: number;
	readonly users: number;
	/** Whether what is said is sent by a channel of ours, or through the host's adapter. */
	readonly via: "channel" | "host";
	readonly repeat: Channel["repeat"];
	/** How webhooks come in. */
	readonly intake: "receive" | "middleware";
	readonly gate: boolean;
	/** Whether frames may come twice on one connection. */
	readonly twins: boolean;
	readonly helper: boolean;
	readonly policy: Policy;
	readonly habits: Habits;
	/** How likely a webhook comes twice. */
	readonly repeated: number;
	/** How likely a send to the channel goes wrong in some way. */
	readonly channelTrouble: number;
	/** How likely one request to the store fails; only where it is behind a network. */
	readonly storeTrouble: number;
	/** After how many steps everybody calms down. */
	readonly activeSteps: number;
	readonly appLeaseMs: number;
	readonly sendTimeoutMs: number;
	readonly laneLeaseMs: number;
}

export interface PlanOptions {
	readonly stores: readonly StoreKind[];
	/** A cell, race or fault to drive towards. */
	readonly goal?: string | undefined;
	readonly activeSteps: number;
}

export function makePlan(random: Random, { stores, goal, activeSteps }: PlanOptions): Plan {
	const store = random.pick(stores);
	const via = random.chance(0.3) ? "host" : "channel";
	const calm = random.chance(0.15);
	const drive = goal === undefined ? {} : driveTowards(goal);
	return {
		store,
		processes: random.chance(0.35) ? 2 : 1,
		users: random.whole(1, 4),
		via,
		repeat: via === "host" ? "at-most-once" : random.pick(["idempotent", "confirm-by-echo", "at-most-once"]),
		intake: random.chance(0.5) ? "receive" : "middleware",
		gate: random.chance(0.35),
		twins: random.chance(0.4),
		helper: random.chance(0.5),
		policy: makePolicy(random),
		habits: withHabits(withHabits(ordinary, drive.habits ?? {}), calm ? calmer : {}),
		repeated: random.pick([0.02, 0.1, 0.3]),
		channelTrouble: calm ? 0 : random.pick([0, 0.05, 0.2]),
		storeTrouble: calm ? 0 : random.pick([0, 0, 0.002, 0.01]),
		activeSteps,
		appLeaseMs: 20_000,
		sendTimeoutMs: 5_000,
		laneLeaseMs: random.pick([3_000, 10_000]),
		...drive.plan,
	};
}

const calmer = { faultEveryMs: 60_000 };

function makePolicy(random: Random): Policy {
	return {
		...defaultPolicy,
		offerRetryMs: 20_000,
		offerExpiryMs: random.pick([45_000, 90_000, 240_000]),
		remindAfterMs: random.pick([30_000, 60_000]),
		releaseAfterMs: random.pick([30_000, 90_000]),
		sessionSilenceMs: random.pick([60_000, 300_000]),
		turnLeaseMs: 5_000,
		sendWithinMs: random.pick([30_000, 120_000]),
		proactive: random.chance(0.25) ? "send" : "draft",
		postbacks: random.pick(["answer", "forward", "both"]),
		shadow: random.chance(0.2),
	};
}
