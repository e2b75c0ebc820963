import { randomBytes } from "node:crypto";
import type { Clock } from "@baton/core";
import type { FactStore } from "./settings.js";

/** One process at a time tells; another goes on when it is gone. */
export interface Lease {
	/** Takes or renews it. Whether this process has it. */
	hold(): Promise<boolean>;
	/** Whether it is certain not to lapse while something is told: that might be told by two. */
	isHeld(): boolean;
	leave(): Promise<void>;
}

export function createLease(store: FactStore, clock: Clock, name: string, leaseMs: number): Lease {
	const me = randomBytes(12).toString("base64url");
	let until = 0;

	/** Counted from before the store was asked, so that it never seems longer than it is. */
	async function take(): Promise<boolean> {
		const asked = clock.now();
		const holder = await store.claimFact(name, me, leaseMs);
		if (holder !== me) return false;
		// A claim that stands is not made longer by claiming it again.
		await store.writeFact(name, me, leaseMs);
		until = asked + leaseMs;
		return true;
	}

	return {
		async hold() {
			const isMine = await take();
			if (!isMine) until = 0;
			return isMine;
		},
		isHeld: () => clock.now() < until - leaseMs / 3,
		async leave() {
			if (clock.now() < until) await store.writeFact(name, undefined, 0);
			until = 0;
		},
	};
}
