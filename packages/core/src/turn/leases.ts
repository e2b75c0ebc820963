import type { Awaitable } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { UnderTurn } from "../conversation/command.js";
import type { ConversationKey } from "../conversation/key.js";

/** A turn that takes long stays ours as long as we live. */
export interface Leases {
	keep(key: ConversationKey, under: UnderTurn): void;
	drop(under: UnderTurn): void;
	/** The turns under way. */
	all(): readonly { readonly key: ConversationKey; readonly under: UnderTurn }[];
}

interface Lease {
	readonly key: ConversationKey;
	readonly under: UnderTurn;
	renewAt: number;
}

/** One look at all turns under way, four times per lease: most are over before they are looked at. */
export function createLeases(
	clock: Clock,
	leaseMs: number,
	renew: (key: ConversationKey, under: UnderTurn) => Awaitable<unknown>,
): Leases {
	const leases = new Map<EntryId, Lease>();
	let looking = false;

	function look(): void {
		looking = false;
		const now = clock.now();
		for (const lease of leases.values()) {
			if (lease.renewAt > now) continue;
			lease.renewAt = now + leaseMs / 2;
			// A renewal that fails leaves the turn to its lease.
			new Promise((resolve) => resolve(renew(lease.key, lease.under))).catch(() => {});
		}
		lookLater();
	}

	function lookLater(): void {
		if (looking || leases.size === 0) return;
		looking = true;
		clock.after(leaseMs / 4, look);
	}

	return {
		keep(key, under) {
			leases.set(under.turn, { key, under, renewAt: clock.now() + leaseMs / 2 });
			lookLater();
		},
		drop({ turn }) {
			leases.delete(turn);
		},
		all: () => [...leases.values()],
	};
}
