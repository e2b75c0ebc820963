import type { Clock } from "@baton/core";
import type { DeskStore } from "./desk-store.js";

export interface LeaseOptions {
	readonly store: DeskStore;
	readonly clock: Clock;
	readonly name: string;
	/** Random, one for each process. */
	readonly owner: string;
	/** Default: 15,000 ms. A process that died is followed by another within this. */
	readonly leaseMs?: number | undefined;
	readonly onGained: () => void;
	readonly onLost: () => void;
	readonly onError: (error: unknown) => void;
}

/** One of several processes does the work; if it dies, another goes on. */
export interface Lease {
	/** Gives it to whoever else waits. */
	end(): Promise<void>;
}

export function keepLease(options: LeaseOptions): Lease {
	const { store, clock, name, owner, leaseMs = 15_000 } = options;
	let heldUntil = 0;
	let ended = false;
	let callOff = () => {};

	async function look(): Promise<void> {
		const askedAt = clock.now();
		let holder = await store.claimFact(name, owner, leaseMs);
		if (holder === owner && heldUntil > 0) await store.writeFact(name, owner, leaseMs);
		if (ended) return;
		if (holder === owner && heldUntil === 0) options.onGained();
		if (holder !== owner) holder = "";
		if (holder === owner) heldUntil = askedAt + leaseMs;
		else lose();
	}

	function lose(): void {
		if (heldUntil === 0) return;
		heldUntil = 0;
		options.onLost();
	}

	/** Whoever cannot ask must not believe for longer than the store does. */
	async function go(): Promise<void> {
		try {
			await look();
		} catch (error) {
			options.onError(error);
			if (clock.now() >= heldUntil) lose();
		}
		if (!ended) callOff = clock.after(leaseMs / 3, () => void go());
	}

	void go();
	return {
		async end() {
			ended = true;
			callOff();
			const held = heldUntil > 0;
			lose();
			if (held) await store.writeFact(name, undefined, 1);
		},
	};
}
