import type { Clock } from "../clock.js";
import type { AppId } from "../control/control.js";
import { holderOf } from "../control/control.js";
import type { Door } from "../conversation/door.js";
import type { Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";

export interface PresenceOptions {
	readonly store: Store;
	readonly door: Door;
	readonly clock: Clock;
	readonly logger: Logger;
	/** How long an app may be away before it loses control. */
	readonly appLeaseMs: number;
}

export interface Presence {
	arrived(app: AppId): void;
	/** Begins a full lease, also at a start: nobody loses control because this process was away. */
	left(app: AppId): void;
	isHere(app: AppId): boolean;
	stop(): void;
}

/** One presence per app: all that it holds hangs on it. */
export function createPresence({ store, door, clock, logger, appLeaseMs }: PresenceOptions): Presence {
	const leases = new Map<AppId, () => void>();
	const here = new Set<AppId>();
	let stopped = false;

	function endLease(app: AppId): void {
		leases.get(app)?.();
		leases.delete(app);
	}

	/** What the store cannot do now is tried again after another lease. */
	function beginLease(app: AppId): void {
		endLease(app);
		const onLapse = (): void => {
			lapse(app).catch((error: unknown) => {
				logger.error("presence-failed", { app, error });
				if (!stopped && !here.has(app)) beginLease(app);
			});
		};
		leases.set(app, clock.after(appLeaseMs, onLapse));
	}

	async function lapse(app: AppId): Promise<void> {
		leases.delete(app);
		for (const { key } of await store.readHeldBy(app)) {
			const { conversation } = await store.load(key);
			if (here.has(app)) return;
			if (conversation === undefined || holderOf(conversation.control)?.app !== app) continue;
			await door.submit(key, { type: "lose", holder: app, epoch: conversation.control.epoch });
		}
	}

	return {
		arrived(app) {
			here.add(app);
			endLease(app);
		},
		left(app) {
			here.delete(app);
			beginLease(app);
		},
		isHere: (app) => here.has(app),
		stop() {
			stopped = true;
			for (const callOff of leases.values()) callOff();
			leases.clear();
		},
	};
}
