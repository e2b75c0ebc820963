import type { Awaitable } from "../brand.js";
import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { Delivery } from "../conversation/change.js";
import type { Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { LaneToken, OutboxView, Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";
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
	/** A commit granted the lane to this process: sends what is there. */
	granted(key: ConversationKey, token: LaneToken): void;
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
	const { store, process, laneLeaseMs, logger } = options;

	function start(key: ConversationKey, work: () => Promise<void>): void {
		const running = work()
			.catch((error: unknown) => logger.error("lane-failed", { key, error }))
			.finally(() => {
				if (working.get(key) === running) working.delete(key);
			});
		working.set(key, running);
	}

	function granted(key: ConversationKey, token: LaneToken): void {
		const ahead = working.get(key);
		start(
			key,
			ahead === undefined
				? () => workLane(options, key, token)
				: () => ahead.then(() => workLane(options, key, token)),
		);
	}

	function kick(key: ConversationKey): void {
		if (working.has(key) || options.channelOf(key) === undefined) return;
		start(key, async () => {
			options.trace?.("take", key, undefined);
			const token = await store.takeLane(key, { process, leaseMs: laneLeaseMs });
			if (token !== undefined) await workLane(options, key, token);
		});
	}

	return {
		granted,
		kick,
		idle: (key) => working.get(key),
		async sweep() {
			for (const key of await store.readLanes(sweepLimit)) kick(key);
		},
	};
}

const sweepLimit = 1000;

async function workLane(options: LaneOptions, key: ConversationKey, token: LaneToken): Promise<void> {
	const { store, trace } = options;
	const channel = options.channelOf(key);
	if (channel === undefined) return;
	for (;;) {
		trace?.("load", key, undefined);
		const reading = store.readOutbox(key);
		const items = reading instanceof Promise ? await reading : reading;
		for (const item of items) {
			const verdict = await sendOne(options, { channel, key, token }, item);
			if (verdict === "stop") return;
			if (verdict === "again") break;
		}
		const leaving = store.leaveLane(key, token);
		if (leaving instanceof Promise ? await leaving : leaving) return;
		const left = await store.readOutbox(key);
		if (left.length === 0) return;
	}
}

interface Lane {
	readonly channel: Channel;
	readonly key: ConversationKey;
	readonly token: LaneToken;
}

async function sendOne(options: LaneOptions, lane: Lane, item: OutboxView): Promise<Verdict> {
	const { store, clock, trace } = options;
	const { key, token, channel } = lane;
	trace?.("read-sent-states", key, item.id);
	if (item.state === "begun" && channel.repeat !== "idempotent") return settleUnfinished(options, lane, item);
	if (item.notAfter <= clock.now()) {
		return settle(options, lane, item, { state: "failed", error: "It could not be sent in time" });
	}
	trace?.("resolve-recipient", key, item.id);
	const to = await recipientOf(store, key, item);
	if (to === undefined)
		return settle(options, lane, item, { state: "failed", error: "The conversation is gone" });
	const beginning = store.beginSend(key, item.id, token, clock.now() + options.sendTimeoutMs);
	if (!(beginning instanceof Promise ? await beginning : beginning)) return skipOrStop(options, lane, item);
	trace?.("send", key, item.id);
	const result = await trySend(options, lane, item, to);
	if (result.state === "retry") return retry(options, lane, item, result);
	return settle(options, lane, item, result);
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

async function trySend(
	options: LaneOptions,
	{ channel }: Lane,
	item: OutboxView,
	to: Recipient,
): Promise<SendResult> {
	let callOff: (() => void) | undefined;
	const tooLate = new Promise<SendResult>((resolve) => {
		callOff = options.clock.after(options.sendTimeoutMs, () =>
			resolve({ state: "unknown", error: `The channel did not answer within ${options.sendTimeoutMs} ms` }),
		);
	});
	try {
		return await Promise.race([channel.send(item, to), tooLate]);
	} catch (error) {
		return { state: "unknown", error: messageOf(error) };
	} finally {
		callOff?.();
	}
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

async function settle(
	options: LaneOptions,
	{ key, token }: Lane,
	item: OutboxView,
	result: Final,
): Promise<Verdict> {
	const { store, trace, onDelivery } = options;
	trace?.("record", key, item.id);
	const delivery: Delivery = { entry: item.id, ...result };
	const settling = store.settleSend(key, item, token, delivery);
	if (!(settling instanceof Promise ? await settling : settling)) return "stop";
	if (!item.logged) return "next";
	onDelivery(key, delivery);
	if (result.state !== "sent") await returnFailure(options, key, item, result);
	return "next";
}

/** Whoever said it is told, and so are those who watch. */
async function returnFailure(
	{ door, trace }: LaneOptions,
	key: ConversationKey,
	{ id, app }: OutboxView,
	{ state, error }: Exclude<Final, { state: "sent" }>,
): Promise<void> {
	trace?.("return-failures", key, id);
	await door.submit(key, { type: "reportDelivery", entry: id, state, error, speaker: app });
}

async function recipientOf(
	store: Store,
	key: ConversationKey,
	item: OutboxView,
): Promise<Recipient | undefined> {
	const loading = store.load(key);
	const { conversation } = loading instanceof Promise ? await loading : loading;
	if (conversation === undefined) return undefined;
	const nativeId =
		item.kind === "send" ? undefined : (await store.readDeliveries(key, [item.id]))[0]?.nativeId;
	return { key, reference: conversation.reference, nativeId };
}

function pause(clock: Clock, ms: number): Promise<void> {
	return new Promise((resolve) => {
		clock.after(ms, resolve);
	});
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
