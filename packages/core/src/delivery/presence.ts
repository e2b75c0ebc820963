import type { Clock } from "../clock.js";
import { type AppId, holderOf } from "../control/control.js";
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
	/** The app can be reached from here: until it leaves, every process knows. */
	arrived(app: AppId): void;
	/** Begins a full lease, also at a start: nobody loses control because this process was away. */
	left(app: AppId): void;
	stop(): void;
}

/** One presence per app, whichever process it is connected to: all that it holds hangs on it. */
export function createPresence({ store, door, clock, logger, appLeaseMs }: PresenceOptions): Presence {
	const here = new Set<AppId>();
	const calls = new Map<AppId, () => void>();

	function callIn(app: AppId, ms: number, action: () => Promise<void>): void {
		calls.get(app)?.();
		const act = (): void => {
			action().catch((error: unknown) => {
				logger.error("presence-failed", { app, error });
				// Soon enough that a store that is away for a moment costs nobody their control.
				callIn(app, appLeaseMs / 10, action);
			});
		};
		calls.set(app, clock.after(ms, act));
	}

	async function renew(app: AppId): Promise<void> {
		callIn(app, appLeaseMs / 3, () => renew(app));
		await store.writePresence(app, store.now() + appLeaseMs);
	}

	/** Another process may have heard of the app meanwhile: then its lease counts. */
	async function check(app: AppId): Promise<void> {
		const left = ((await store.readPresence(app)) ?? 0) - store.now();
		if (here.has(app)) return;
		callIn(app, left > 0 ? left : appLeaseMs, () => check(app));
		if (left <= 0) await takeAway(app);
	}

	async function takeAway(app: AppId): Promise<void> {
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
			callIn(app, 0, () => renew(app));
		},
		left(app) {
			here.delete(app);
			callIn(app, appLeaseMs, () => check(app));
		},
		stop() {
			for (const callOff of calls.values()) callOff();
			calls.clear();
		},
	};
}
