import { type Awaitable, then } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { Change, Delivery, OutboxItem } from "../conversation/change.js";
import type { Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { LaneToken, OutboxView, Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";
import { within } from "../within.js";
import type { Channel, Recipient, SendResult } from "./channel.js";

/** The eight steps of sending, as they are traced. */
export type LaneStep =
	| "take"
	| "load"
	| "read-sent-states"
	| "skip-sent"
	| "resolve-recipient"
	| "send"
	| "record"
	| "return-failures";

export interface LaneOptions {
	readonly store: Store;
	readonly door: Door;
	readonly clock: Clock;
	readonly process: ProcessId;
	readonly logger: Logger;
	/** The channel of a conversation, where this process can send to it. */
	readonly channelOf: (key: ConversationKey) => Channel | undefined;
	readonly laneLeaseMs: number;
	/** A request to the channel takes at most this long; then nobody knows what became of it. */
	readonly sendTimeoutMs: number;
	readonly onDelivery: (key: ConversationKey, delivery: Delivery) => void;
	readonly trace?: ((step: LaneStep, key: ConversationKey, item: EntryId | undefined) => void) | undefined;
}

export interface Lanes {
	/** A commit granted the lane to this process: sends what is there; `alone` if that is what the commit brought. */
	granted(change: Change, token: LaneToken, alone: boolean): void;
	/** Takes the lane if it is free and sends what is there. */
	kick(key: ConversationKey): void;
	/** Resolves when this process has nothing under way in the conversation's lane. */
	idle(key: ConversationKey): Awaitable<void>;
	/** Takes what other processes left behind. */
	sweep(): Promise<void>;
}

type Verdict = "next" | "again" | "stop";

/** Sends what was committed: per conversation in commit order, one at a time, under a lease with a growing token. */
export function createLanes(options: LaneOptions): Lanes {
	const working = new Map<ConversationKey, Promise<void>>();
	const { store, process, laneLeaseMs, logger, trace } = options;

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
			if (working.get(key) === running) working.delete(key);
		}
		working.set(key, running);
	}

	async function takeAndWork(key: ConversationKey): Promise<void> {
		trace?.("take", key, undefined);
		const token = await store.takeLane(key, { process, leaseMs: laneLeaseMs });
		if (token !== undefined) await workLane(options, key, token);
	}

	function kick(key: ConversationKey): void {
		if (!working.has(key) && options.channelOf(key) !== undefined) start(key, () => takeAndWork(key));
	}

	return {
		granted({ key, outbox }, token, alone) {
			const brought = alone && !working.has(key) ? outbox.map(pending) : undefined;
			start(key, () => workLane(options, key, token, brought));
		},
		kick,
		idle: (key) => working.get(key),
		async sweep() {
			for (const key of await store.readLanes(sweepLimit)) kick(key);
		},
	};
}

const sweepLimit = 1000;

function pending(item: OutboxItem): OutboxView {
	return { ...item, state: "pending", deadline: undefined };
}

async function workLane(
	options: LaneOptions,
	key: ConversationKey,
	token: LaneToken,
	brought?: readonly OutboxView[],
): Promise<void> {
	const { store } = options;
	const channel = options.channelOf(key);
	if (channel === undefined) return;
	const lane: Lane = { channel, key, token };
	if (brought !== undefined) options.trace?.("load", key, undefined);
	let items = brought ?? (await readItems(options, key));
	for (;;) {
		for (const item of items) {
			const sending = sendOne(options, lane, item);
			const verdict = sending instanceof Promise ? await sending : sending;
			if (verdict === "stop") return;
			if (verdict === "again") break;
		}
		const leaving = store.leaveLane(key, token);
		if (leaving instanceof Promise ? await leaving : leaving) return;
		items = await readItems(options, key);
		if (items.length === 0) return;
	}
}

function readItems({ store, trace }: LaneOptions, key: ConversationKey): Awaitable<readonly OutboxView[]> {
	trace?.("load", key, undefined);
	return store.readOutbox(key);
}

interface Lane {
	readonly channel: Channel;
	readonly key: ConversationKey;
	readonly token: LaneToken;
}

function sendOne(options: LaneOptions, lane: Lane, item: OutboxView): Awaitable<Verdict> {
	const { store, clock, trace } = options;
	trace?.("read-sent-states", lane.key, item.id);
	if (item.state === "begun" && lane.channel.repeat !== "idempotent")
		return settleUnfinished(options, lane, item);
	if (item.notAfter <= clock.now()) {
		return settle(options, lane, item, { state: "failed", error: "It could not be sent in time" });
	}
	trace?.("resolve-recipient", lane.key, item.id);
	return then(recipientOf(store, lane.key, item), (to) =>
		to === undefined
			? settle(options, lane, item, { state: "failed", error: "The conversation is gone" })
			: beginAndSend(options, lane, item, to),
	);
}

function beginAndSend(options: LaneOptions, lane: Lane, item: OutboxView, to: Recipient): Awaitable<Verdict> {
	const { store, clock, trace, sendTimeoutMs } = options;
	return then(store.beginSend(lane.key, item.id, lane.token, clock.now() + sendTimeoutMs), (begun) => {
		if (!begun) return skipOrStop(options, lane, item);
		trace?.("send", lane.key, item.id);
		return trySend(options, lane, item, to).then((result) =>
			result.state === "retry" ? retry(options, lane, item, result) : settle(options, lane, item, result),
		);
	});
}

/** The item was withdrawn meanwhile, or the lane is another's now. */
async function skipOrStop({ store, trace }: LaneOptions, { key }: Lane, item: OutboxView): Promise<Verdict> {
	trace?.("skip-sent", key, item.id);
	const still = (await store.readOutbox(key)).some(({ id, state }) => id === item.id && state === "pending");
	return still ? "stop" : "next";
}

/** Somebody died between the channel's acceptance and the record: waits the request out, and never repeats it. */
async function settleUnfinished(options: LaneOptions, lane: Lane, item: OutboxView): Promise<Verdict> {
	const wait = (item.deadline ?? 0) - options.clock.now();
	if (wait > 0) await pause(options.clock, wait);
	return settle(options, lane, item, {
		state: "unknown",
		error: "The process that sent it stopped before the channel's answer was recorded",
	});
}

function trySend(
	{ clock, sendTimeoutMs }: LaneOptions,
	{ channel }: Lane,
	item: OutboxView,
	to: Recipient,
): Promise<SendResult> {
	const unknown = (error: string): SendResult => ({ state: "unknown", error });
	const late = (): SendResult => unknown(`The channel did not answer within ${sendTimeoutMs} ms`);
	return within(clock, sendTimeoutMs, channel.send(item, to), late).catch((error: unknown) =>
		unknown(messageOf(error)),
	);
}

/** Holds the lane: nothing may overtake what is to be tried again. */
async function retry(
	options: LaneOptions,
	lane: Lane,
	item: OutboxView,
	{ afterMs, error }: Extract<SendResult, { state: "retry" }>,
): Promise<Verdict> {
	const { clock, store, laneLeaseMs, process } = options;
	if (clock.now() + afterMs >= item.notAfter) return settle(options, lane, item, { state: "failed", error });
	await pause(clock, Math.min(afterMs, laneLeaseMs / 2));
	const renewed = await store.takeLane(lane.key, { process, leaseMs: laneLeaseMs });
	if (renewed === undefined) return "stop";
	return sendOne(options, { ...lane, token: renewed }, { ...item, state: "pending" });
}

type Final = Exclude<SendResult, { state: "retry" }>;

function settle(
	options: LaneOptions,
	{ key, token }: Lane,
	item: OutboxView,
	result: Final,
): Awaitable<Verdict> {
	const { store, trace, onDelivery } = options;
	trace?.("record", key, item.id);
	const delivery: Delivery = { entry: item.id, ...result };
	return then(store.settleSend(key, item, token, delivery), (settled) => {
		if (!settled) return "stop";
		if (!item.logged) return "next";
		onDelivery(key, delivery);
		return result.state === "sent" ? "next" : returnFailure(options, key, item, result);
	});
}

/** Whoever said it is told, and so are those who watch. */
async function returnFailure(
	{ door, trace }: LaneOptions,
	key: ConversationKey,
	{ id, app }: OutboxView,
	{ state, error }: Exclude<Final, { state: "sent" }>,
): Promise<Verdict> {
	trace?.("return-failures", key, id);
	await door.submit(key, { type: "reportDelivery", entry: id, state, error, speaker: app });
	return "next";
}

function recipientOf(store: Store, key: ConversationKey, item: OutboxView): Awaitable<Recipient | undefined> {
	return then(store.load(key), ({ conversation }) => {
		if (conversation === undefined) return undefined;
		const { reference } = conversation;
		if (item.kind === "send") return { key, reference, nativeId: undefined };
		return then(store.readDeliveries(key, [item.id]), ([delivery]) => ({
			key,
			reference,
			nativeId: delivery?.nativeId,
		}));
	});
}

function pause(clock: Clock, ms: number): Promise<void> {
	return new Promise((resolve) => {
		clock.after(ms, resolve);
	});
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
