import type { Awaitable } from "../awaitable.js";
import type { Change } from "../conversation/change.js";
import { viewOf } from "../conversation/copies.js";
import type { ConversationKey } from "../conversation/key.js";
import type { LaneToken, OutboxView } from "../conversation/store.js";
import type { Lane, LaneOptions, LaneWork, Stopping } from "./lane.js";
import { createLaneKeeper, type Grant } from "./lane-keeper.js";
import { sendOne } from "./lane-send.js";

export interface Lanes {
	/** A commit granted the lane to this process: sends what is there; `alone` if that is what the commit brought. */
	granted(change: Change, token: LaneToken, alone: boolean): void;
	/** Takes the lane if it is free and sends what is there. */
	kick(key: ConversationKey): void;
	/** Resolves when this process has nothing under way in the conversation's lane. */
	idle(key: ConversationKey): Awaitable<void>;
	/** Takes what other processes left behind. */
	sweep(): Promise<void>;
	/** Begins nothing any more; resolves when what has begun is over. Lanes with more to send are free at once. */
	stop(): Promise<void>;
}

/** Sends what was committed: per conversation in commit order, one at a time, under a lease with a growing token. */
export function createLanes(laneOptions: LaneOptions): Lanes {
	const stopping: Stopping = { isAsked: false, wake: new Set() };
	const options: LaneWork = { ...laneOptions, stopping, keeper: createLaneKeeper(laneOptions) };
	const working = new Map<ConversationKey, Promise<void>>();
	const { store, clock, process, laneLeaseMs, logger, trace } = options;

	/** Whatever this process does in one conversation's lane, it does one after the other. */
	function start(key: ConversationKey, work: () => Promise<void>): void {
		const ahead = working.get(key);
		const running: Promise<void> = (ahead === undefined ? work() : ahead.then(work)).then(
			stop,
			(error: unknown) => {
				stop();
				logger.error("lane-failed", { key, error });
			},
		);
		function stop(): void {
			if (working.get(key) !== running) return;
			working.delete(key);
			options.onRest?.(key);
		}
		working.set(key, running);
	}

	async function takeAndWork(key: ConversationKey): Promise<void> {
		trace?.("take", key, undefined);
		const leaseUntil = clock.now() + laneLeaseMs;
		const token = await store.takeLane(key, { process, leaseMs: laneLeaseMs });
		if (token !== undefined) await workLane(options, { key, token, leaseUntil });
	}

	function kick(key: ConversationKey): void {
		if (stopping.isAsked) return;
		if (!working.has(key) && options.channelOf(key) !== undefined) start(key, () => takeAndWork(key));
	}

	return {
		granted({ key, outbox }, token, alone) {
			const brought = alone && !working.has(key) ? outbox.map((item) => viewOf(item, undefined)) : undefined;
			const grant = { key, token, leaseUntil: clock.now() + laneLeaseMs };
			start(key, () => workLane(options, grant, brought));
		},
		kick,
		idle: (key) => working.get(key),
		async sweep() {
			for (const key of await store.readLanes(sweepLimit)) kick(key);
		},
		async stop() {
			stopping.isAsked = true;
			for (const wake of stopping.wake) wake();
			await Promise.all(working.values());
		},
	};
}

const sweepLimit = 1000;

async function workLane(options: LaneWork, grant: Grant, brought?: readonly OutboxView[]): Promise<void> {
	const { store } = options;
	const { key, token, leaseUntil } = grant;
	const channel = options.channelOf(key);
	if (channel === undefined) return;
	const lane: Lane = { channel, key, token, leaseUntil, tried: undefined };
	if (brought !== undefined) options.trace?.("load", key, undefined);
	let items = brought ?? (await readItems(options, key));
	for (;;) {
		for (const item of items) {
			const sending = sendOne(options, lane, item);
			const verdict = sending instanceof Promise ? await sending : sending;
			if (verdict === "stop") return;
			if (verdict === "again") break;
		}
		const leaving = store.leaveLane(key, lane.token);
		if (leaving instanceof Promise ? await leaving : leaving) return;
		items = await readItems(options, key);
		if (items.length === 0) return;
	}
}

function readItems({ store, trace }: LaneWork, key: ConversationKey): Awaitable<readonly OutboxView[]> {
	trace?.("load", key, undefined);
	return store.readOutbox(key);
}
