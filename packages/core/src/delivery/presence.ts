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

/** A renewal that failed is tried again this soon. */
const renewAgainMs = 400;
/** A lease that has lapsed is looked at again after this. */
const lookAgainMs = 1_000;

/** One presence per app, whichever process it is connected to: all that it holds hangs on it. */
export function createPresence({ store, door, clock, logger, appLeaseMs }: PresenceOptions): Presence {
	const here = new Set<AppId>();
	const calls = new Map<AppId, () => void>();

	function callIn(app: AppId, ms: number, action: () => Promise<void>, again: () => unknown): void {
		calls.get(app)?.();
		const act = (): void => {
			action().catch((error: unknown) => {
				logger.error("presence-failed", { app, error });
				again();
			});
		};
		calls.set(app, clock.after(ms, act));
	}

	/** A store that is away for a moment costs nobody their control. */
	function renewIn(app: AppId, ms: number): void {
		callIn(
			app,
			ms,
			() => renew(app),
			() => here.has(app) && renewIn(app, renewAgainMs),
		);
	}

	/** What could not be looked at says nothing: a full lease begins, in which it could be renewed. */
	function checkIn(app: AppId, ms: number, isLapsed = false): void {
		const due = store.now() + ms;
		callIn(
			app,
			ms,
			() => check(app, isLapsed, Math.abs(store.now() - due)),
			() => here.has(app) || checkIn(app, appLeaseMs),
		);
	}

	async function renew(app: AppId): Promise<void> {
		renewIn(app, appLeaseMs / 3);
		await store.writePresence(app, store.now() + appLeaseMs);
	}

	/**
	 * Another process may have heard of the app meanwhile: then its lease counts. A lapsed one is looked at twice,
	 * since whoever could not reach the store renews as soon as it is back. After a jump of the clock a full one begins.
	 */
	async function check(app: AppId, isLapsed: boolean, offMs: number): Promise<void> {
		const left = ((await store.readPresence(app)) ?? 0) - store.now();
		if (here.has(app)) return;
		if (left > appLeaseMs) await store.writePresence(app, store.now() + appLeaseMs);
		if (left > appLeaseMs || offMs > appLeaseMs / 3) return checkIn(app, appLeaseMs);
		if (left > 0) return checkIn(app, left);
		if (!isLapsed) return checkIn(app, lookAgainMs, true);
		checkIn(app, appLeaseMs);
		await takeAway(app);
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
			renewIn(app, 0);
		},
		left(app) {
			here.delete(app);
			checkIn(app, appLeaseMs);
		},
		stop() {
			for (const callOff of calls.values()) callOff();
			calls.clear();
		},
	};
}
