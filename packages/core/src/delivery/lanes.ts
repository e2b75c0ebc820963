import { type Awaitable, then } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { Change, Delivery, DeliveryState } from "../conversation/change.js";
import type { CommandId } from "../conversation/command.js";
import { viewOf } from "../conversation/copies.js";
import type { Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { LaneToken, OutboxView, Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";
import { messageOf } from "../message-of.js";
import { within } from "../within.js";
import type { Channel, Recipient, SendResult } from "./channel.js";
import { createLaneKeeper, type Grant, type LaneKeeper } from "./lane-keeper.js";

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
	/** How long the channel's own word is waited for where a request's fate is unknown. */
	readonly confirmWithinMs: number;
	/** From 0 to 1, as `Math.random`. */
	readonly random: () => number;
	readonly onDelivery: (key: ConversationKey, delivery: Delivery) => void;
	readonly trace?: ((step: LaneStep, key: ConversationKey, item: EntryId | undefined) => void) | undefined;
	/** Nothing is under way here in the conversation's lane any more. */
	readonly onRest?: ((key: ConversationKey) => void) | undefined;
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
	/** Begins nothing any more; resolves when what has begun is over. Lanes with more to send are free at once. */
	stop(): Promise<void>;
}

/** Set when this process stops: pauses end, and lanes are given up between two items. */
interface Stopping {
	isAsked: boolean;
	readonly wake: Set<() => void>;
}

type Options = LaneOptions & { readonly stopping: Stopping; readonly keeper: LaneKeeper };

type Verdict = "next" | "again" | "stop";

/** Sends what was committed: per conversation in commit order, one at a time, under a lease with a growing token. */
export function createLanes(laneOptions: LaneOptions): Lanes {
	const stopping: Stopping = { isAsked: false, wake: new Set() };
	const options: Options = { ...laneOptions, stopping, keeper: createLaneKeeper(laneOptions) };
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

async function workLane(options: Options, grant: Grant, brought?: readonly OutboxView[]): Promise<void> {
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

function readItems({ store, trace }: Options, key: ConversationKey): Awaitable<readonly OutboxView[]> {
	trace?.("load", key, undefined);
	return store.readOutbox(key);
}

interface Lane extends Grant {
	readonly channel: Channel;
	/** How often the item that is first now was put off. */
	tried: { readonly item: EntryId; readonly times: number } | undefined;
}

/**
 * Renews the lease. Says what to do where the lane was another's meanwhile: what is in the outbox, and what has
 * begun, is then to be looked at anew.
 */
async function renew(options: Options, lane: Lane, forMs = options.laneLeaseMs): Promise<Moved> {
	if (options.stopping.isAsked) return giveUp(options, lane);
	const { store, clock, process } = options;
	const leaseUntil = clock.now() + forMs;
	const token = await store.takeLane(lane.key, { process, leaseMs: forMs });
	if (token === undefined) return "stop";
	const isSame = token === lane.token;
	Object.assign(lane, { token, leaseUntil });
	return isSame ? undefined : "again";
}

type Moved = "stop" | "again" | undefined;

/** Nothing is under way, and nothing may overtake what is waited for. Parts add up however the clock is set meanwhile. */
async function hold(options: Options, lane: Lane, ms: number): Promise<Moved> {
	for (let left = ms; left > 0; left -= longestHoldMs) {
		const part = Math.min(left, longestHoldMs);
		const moved = await renew(options, lane, part + options.laneLeaseMs);
		if (moved !== undefined) return moved;
		await pause(options, part);
	}
	return renew(options, lane);
}

/** Whoever dies while it waits keeps others waiting for no longer. */
const longestHoldMs = 15_000;

/** The lease ends now: whoever looks next goes on. */
async function giveUp({ store, process }: Options, { key }: Lane): Promise<"stop"> {
	await store.takeLane(key, { process, leaseMs: 0 });
	return "stop";
}

function sendOne(options: Options, lane: Lane, item: OutboxView): Awaitable<Verdict> {
	const { store, clock, trace, stopping } = options;
	if (stopping.isAsked) return giveUp(options, lane);
	trace?.("read-sent-states", lane.key, item.id);
	const isLate = item.notAfter <= clock.now();
	if (item.state === "begun" && (isLate || lane.channel.repeat !== "idempotent"))
		return settleUnfinished(options, lane, item);
	if (isLate) {
		return settle(options, lane, item, { state: "failed", error: "It could not be sent in time" });
	}
	trace?.("resolve-recipient", lane.key, item.id);
	return then(recipientOf(store, lane.key, item), (to) =>
		to === undefined
			? settle(options, lane, item, { state: "failed", error: "The conversation is gone" })
			: beginAndSend(options, lane, item, to),
	);
}

/** A request begins under a lease that still holds for a while; as long as it is under way, the lease is renewed. */
function beginAndSend(options: Options, lane: Lane, item: OutboxView, to: Recipient): Awaitable<Verdict> {
	if (options.clock.now() + options.laneLeaseMs / 2 <= lane.leaseUntil)
		return sendUnderLease(options, lane, item, to);
	return renew(options, lane).then((moved) => moved ?? sendUnderLease(options, lane, item, to));
}

/**
 * Whoever takes over counts on the deadline. So it is looked at in the same step that writes the request: if this
 * process was stopped in between, the request begins anew, as long as the lane is its own.
 */
function sendUnderLease(options: Options, lane: Lane, item: OutboxView, to: Recipient): Awaitable<Verdict> {
	const { store, clock, trace, sendTimeoutMs, keeper } = options;
	const deadline = clock.now() + sendTimeoutMs;
	return then(store.beginSend(lane.key, item.id, lane.token, deadline), (begun) => {
		if (!begun) return skipOrStop(options, lane, item);
		const left = deadline - clock.now();
		if (left < sendTimeoutMs * leastShare) return sendOne(options, lane, item);
		trace?.("send", lane.key, item.id);
		keeper.begin(lane);
		return trySend(options, lane, { item, to, within: left }).then((result) => {
			keeper.end(lane);
			return followUp(options, lane, item, result);
		});
	});
}

/** A request has at least this share of the time for it before its deadline. */
const leastShare = 0.75;

function followUp(options: Options, lane: Lane, item: OutboxView, result: SendResult): Awaitable<Verdict> {
	if (result.state === "retry") {
		const { error, afterMs = backOff(options, lane, item) } = result;
		// An earlier request may have arrived, whatever comes of this one.
		const state = item.state === "begun" ? "unknown" : "failed";
		const waiting = { afterMs, otherwise: { state, error } } as const;
		if (item.state === "begun") return retry(options, lane, item, waiting);
		return then(options.store.beginSend(lane.key, item.id, lane.token, undefined), (still) =>
			still ? retry(options, lane, item, waiting) : skipOrStop(options, lane, item),
		);
	}
	if (result.state === "unknown" && lane.channel.repeat === "idempotent") {
		const begun = viewOf(item, options.clock.now());
		return retry(options, lane, begun, { afterMs: backOff(options, lane, item), otherwise: result });
	}
	return result.state === "unknown"
		? confirm(options, lane, item, result)
		: settle(options, lane, item, result);
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Pauses double, and differ by chance, so that what failed together is not tried again together. */
function backOff({ random }: Options, lane: Lane, { id }: OutboxView): number {
	const times = lane.tried?.item === id ? lane.tried.times : 0;
	lane.tried = { item: id, times: times + 1 };
	return Math.min(longestPauseMs, firstPauseMs * 2 ** times) * (0.5 + random() / 2);
}

/** A channel that tells what it sent may yet do so; that it tells nothing proves nothing. */
async function confirm(options: Options, lane: Lane, item: OutboxView, unknown: Failure): Promise<Verdict> {
	const { store, confirmWithinMs } = options;
	const isTold = lane.channel.repeat === "confirm-by-echo" && item.kind === "send" && item.logged;
	for (let left = isTold ? confirmWithinMs : 0; left > 0; left -= lookForEchoMs) {
		const arrived = await echoOf(store, lane.key, item.id);
		if (arrived !== undefined) return settle(options, lane, item, arrived);
		await pause(options, Math.min(left, lookForEchoMs));
		const moved = await renew(options, lane);
		if (moved !== undefined) return moved;
	}
	return settle(options, lane, item, unknown);
}

const lookForEchoMs = 500;

/** What the channel told of it by itself: that it was sent, or even read. */
async function echoOf(store: Store, key: ConversationKey, item: EntryId): Promise<Final | undefined> {
	const [known] = await store.readDeliveries(key, [item]);
	if (known === undefined || !arrived.has(known.state)) return undefined;
	return { state: "sent", nativeId: known.nativeId };
}

const arrived: ReadonlySet<DeliveryState> = new Set(["sent", "delivered", "read"]);

/** The item was withdrawn meanwhile, or the lane is another's now. */
async function skipOrStop({ store, trace }: Options, { key }: Lane, item: OutboxView): Promise<Verdict> {
	trace?.("skip-sent", key, item.id);
	const still = (await store.readOutbox(key)).some(({ id, state }) => id === item.id && state === "pending");
	return still ? "stop" : "next";
}

/** Somebody died between the channel's acceptance and the record: waits the request out, and never repeats it. */
async function settleUnfinished(options: Options, lane: Lane, item: OutboxView): Promise<Verdict> {
	const wait = Math.min((item.deadline ?? 0) - options.clock.now(), options.sendTimeoutMs);
	if (wait > 0) {
		const moved = await hold(options, lane, wait);
		if (moved !== undefined) return moved;
	}
	const failure = await failureOf(options.store, lane.key, item);
	if (failure !== undefined) return settle(options, lane, item, failure);
	return confirm(options, lane, item, {
		state: "unknown",
		error: "The process that sent it stopped before the channel's answer was recorded",
	});
}

/** What whoever had the lane before has recorded already. */
async function failureOf(
	store: Store,
	key: ConversationKey,
	{ id, kind }: OutboxView,
): Promise<Failure | undefined> {
	if (kind !== "send") return undefined;
	const [known] = await store.readDeliveries(key, [id]);
	return known?.state === "failed" ? { state: "failed", error: known.error ?? "It failed" } : undefined;
}

interface Attempt {
	readonly item: OutboxView;
	readonly to: Recipient;
	readonly within: number;
}

/** An answer that comes after its time is still word of what became of the request. */
function trySend(
	options: Options,
	{ channel, key }: Lane,
	{ item, to, within: ms }: Attempt,
): Promise<SendResult> {
	const unknown = (error: string): SendResult => ({ state: "unknown", error });
	const sending = channel.send(item, to).catch((error: unknown) => unknown(messageOf(error)));
	return within(options.clock, ms, sending, () => {
		sending
			.then((result) => (result.state === "sent" ? leaveWord(options, key, item, result) : "stop"))
			.catch((error: unknown) => options.logger.error("late-answer-lost", { key, error }));
		return unknown(`The channel did not answer within ${ms} ms`);
	});
}

async function retry(
	options: Options,
	lane: Lane,
	item: OutboxView,
	{ afterMs, otherwise }: { readonly afterMs: number; readonly otherwise: Final },
): Promise<Verdict> {
	if (options.clock.now() + afterMs >= item.notAfter) return settle(options, lane, item, otherwise);
	const moved = await hold(options, lane, afterMs);
	return moved ?? sendOne(options, lane, item);
}

type Final = Exclude<SendResult, { state: "retry" }>;
type Failure = Exclude<Final, { state: "sent" }>;

function deliveryOf(entry: EntryId, result: Final): Delivery {
	return result.state === "sent"
		? { entry, state: "sent", nativeId: result.nativeId }
		: { entry, state: result.state, error: result.error };
}

function settle(options: Options, lane: Lane, item: OutboxView, result: Final): Awaitable<Verdict> {
	const isKept = item.logged || item.kind !== "send";
	return result.state === "sent" || !isKept
		? leaveOutbox(options, lane, item, result)
		: settleFailure(options, lane, item, result);
}

/**
 * What was not sent leaves the outbox last: if this process dies before that, whoever takes over finds what is
 * recorded, and goes on with the telling.
 */
async function settleFailure(
	options: Options,
	lane: Lane,
	item: OutboxView,
	result: Failure,
): Promise<Verdict> {
	const moved = await renew(options, lane);
	if (moved !== undefined) return moved;
	options.trace?.("record", lane.key, item.id);
	if (item.logged && item.kind === "send")
		await options.store.recordDelivery(lane.key, deliveryOf(item.id, result));
	await returnFailure(options, lane.key, item, result);
	return leaveOutbox(options, lane, item, result);
}

function leaveOutbox(
	options: Options,
	{ key, token }: Lane,
	item: OutboxView,
	result: Final,
): Awaitable<Verdict> {
	const { store, trace, onDelivery } = options;
	if (result.state === "sent") trace?.("record", key, item.id);
	const delivery = deliveryOf(item.id, result);
	return then(store.settleSend(key, item, token, delivery), (settled) => {
		if (!settled) return result.state === "sent" ? leaveWord(options, key, item, result) : "stop";
		if (item.logged) onDelivery(key, delivery);
		return "next";
	});
}

/** Whoever has the lane by now looks for what only this process knows: the channel has taken it. */
function leaveWord(
	{ store, onDelivery }: Options,
	key: ConversationKey,
	{ id, logged, kind }: OutboxView,
	result: Final,
): Awaitable<Verdict> {
	if (!logged || kind !== "send") return "stop";
	const delivery = deliveryOf(id, result);
	return then(store.recordDelivery(key, delivery), () => {
		onDelivery(key, delivery);
		return "stop";
	});
}

/** Whoever said it is told, and so are those who watch: once, whoever of those who had the lane does it. */
function returnFailure(
	{ door, trace }: Options,
	key: ConversationKey,
	{ id, app, kind, order }: OutboxView,
	{ state, error }: Failure,
): Awaitable<unknown> {
	trace?.("return-failures", key, id);
	const command = `fate:${id}:${order}` as CommandId;
	return door.submit(key, {
		type: "reportDelivery",
		id: command,
		entry: id,
		state,
		error,
		what: kind,
		speaker: app,
	});
}

function recipientOf(store: Store, key: ConversationKey, item: OutboxView): Awaitable<Recipient | undefined> {
	return then(store.load(key, undefined, { recent: true }), ({ conversation }) => {
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

function pause({ clock, stopping }: Options, ms: number): Promise<void> {
	return new Promise((resolve) => {
		const wake = (): void => {
			callOff();
			stopping.wake.delete(wake);
			resolve();
		};
		const callOff = clock.after(ms, wake);
		stopping.wake.add(wake);
		if (stopping.isAsked) wake();
	});
}
