import type { Clock } from "../clock.js";
import type { Change } from "../conversation/change.js";
import type { CommandId } from "../conversation/command.js";
import type { Door } from "../conversation/door.js";
import type { DueTimer, Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";

export interface TimerOptions {
	readonly store: Store;
	readonly door: Door;
	readonly clock: Clock;
	readonly logger: Logger;
	/** At the latest this long apart the store is asked, since another process may have set a timer. */
	readonly sweepMs: number;
	/** A turn is due that nobody runs. False if this process cannot run it. */
	readonly runTurn: (due: DueTimer) => Promise<boolean>;
	/** Called with every sweep. */
	readonly onSweep: () => Promise<void>;
}

export interface Timers {
	start(): void;
	stop(): void;
	/** A commit may have set a timer that is due before the next sweep. */
	noticed(change: Change): void;
	/** One that another process has set is due then. */
	dueIn(ms: number): void;
	/** This one is due now: known without a look at the store. */
	dueNow(due: Omit<DueTimer, "dueAt">): void;
}

const batch = 200;

/** Fires what is due, at least once; the command says what for, so that its effect is once. */
export function createTimers({
	store,
	door,
	clock,
	logger,
	sweepMs,
	runTurn,
	onSweep,
}: TimerOptions): Timers {
	let callOff: (() => void) | undefined;
	let wakeAt = Number.POSITIVE_INFINITY;
	let running = false;
	let firing = false;

	function wakeIn(ms: number): void {
		if (!running) return;
		callOff?.();
		wakeAt = clock.now() + ms;
		callOff = clock.after(ms, wake);
	}

	function wake(): void {
		if (firing) return;
		firing = true;
		wakeAt = Number.POSITIVE_INFINITY;
		fireDue()
			.catch((error: unknown) => logger.error("timers-failed", { error }))
			.finally(() => {
				firing = false;
				if (wakeAt === Number.POSITIVE_INFINITY) wakeIn(sweepMs);
			});
	}

	async function fireDue(): Promise<void> {
		await onSweep();
		const due = await store.readDueTimers(batch);
		const fired = await Promise.all(due.map(fire));
		const again = due.length === batch && fired.some(Boolean);
		const next = again ? store.now() : await store.nextTimer();
		const atLeast = again ? 0 : due.length > 0 && !fired.some(Boolean) ? sweepMs : shortest;
		const wait = Math.max(next === undefined ? sweepMs : next - store.now(), atLeast);
		if (running && clock.now() + Math.min(wait, sweepMs) < wakeAt) wakeIn(Math.min(wait, sweepMs));
	}

	/** An offer can be made again and again: only by its time is one retry told from the next, wherever it is fired. */
	async function fire(due: DueTimer): Promise<boolean> {
		try {
			if (due.timer === "turn") return await runTurn(due);
			const { key, timer, about, dueAt } = due;
			const id = timer === "offer-retry" ? (`${timer} ${about} ${dueAt}` as CommandId) : undefined;
			await door.submit(key, { id, type: "ring", timer, about, lateMs: Math.max(0, store.now() - dueAt) });
			return true;
		} catch (error) {
			logger.error("timer-failed", { key: due.key, timer: due.timer, error });
			return false;
		}
	}

	function dueIn(ms: number): void {
		if (running && clock.now() + ms < wakeAt && !firing) wakeIn(ms);
	}

	/** What is not done by it is found by the sweep. */
	function dueNow(due: Omit<DueTimer, "dueAt">): void {
		if (running) void fire({ ...due, dueAt: store.now() });
	}

	return {
		start() {
			running = true;
			wakeIn(0);
		},
		stop() {
			running = false;
			callOff?.();
		},
		noticed({ key, timers }) {
			for (const timer of timers) {
				if (!("set" in timer)) continue;
				if (timer.afterMs > 0) dueIn(timer.afterMs);
				else dueNow({ key, timer: timer.set, about: timer.about });
			}
		},
		dueIn,
		dueNow,
	};
}

/** What stays due after it was fired is not asked for more often than this; what nobody here can do waits for the sweep. */
const shortest = 20;
