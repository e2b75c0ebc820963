import { type Awaitable, then } from "../awaitable.js";
import { viewOf } from "../conversation/copies.js";
import type { ConversationKey } from "../conversation/key.js";
import type { OutboxView, Store } from "../conversation/store.js";
import { messageOf } from "../message-of.js";
import { within } from "../within.js";
import type { Recipient, SendResult } from "./channel.js";
import type { Lane, LaneWork, Verdict } from "./lane.js";
import { giveUp, hold, renew } from "./lane-lease.js";
import { confirm, type Final, leaveWord, settle, settleUnfinished } from "./lane-settle.js";

export function sendOne(options: LaneWork, lane: Lane, item: OutboxView): Awaitable<Verdict> {
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
function beginAndSend(options: LaneWork, lane: Lane, item: OutboxView, to: Recipient): Awaitable<Verdict> {
	if (options.clock.now() + options.laneLeaseMs / 2 <= lane.leaseUntil)
		return sendUnderLease(options, lane, item, to);
	return renew(options, lane).then((moved) => moved ?? sendUnderLease(options, lane, item, to));
}

/**
 * Whoever takes over counts on the deadline. So it is looked at in the same step that writes the request: if this
 * process was stopped in between, the request begins anew, as long as the lane is its own.
 */
function sendUnderLease(options: LaneWork, lane: Lane, item: OutboxView, to: Recipient): Awaitable<Verdict> {
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

function followUp(options: LaneWork, lane: Lane, item: OutboxView, result: SendResult): Awaitable<Verdict> {
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

async function retry(
	options: LaneWork,
	lane: Lane,
	item: OutboxView,
	{ afterMs, otherwise }: { readonly afterMs: number; readonly otherwise: Final },
): Promise<Verdict> {
	if (options.clock.now() + afterMs >= item.notAfter) return settle(options, lane, item, otherwise);
	const moved = await hold(options, lane, afterMs);
	return moved ?? sendOne(options, lane, item);
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Pauses double, and differ by chance, so that what failed together is not tried again together. */
function backOff({ random }: LaneWork, lane: Lane, { id }: OutboxView): number {
	const times = lane.tried?.item === id ? lane.tried.times : 0;
	lane.tried = { item: id, times: times + 1 };
	return Math.min(longestPauseMs, firstPauseMs * 2 ** times) * (0.5 + random() / 2);
}

/** The item was withdrawn meanwhile, or the lane is another's now. */
async function skipOrStop({ store, trace }: LaneWork, { key }: Lane, item: OutboxView): Promise<Verdict> {
	trace?.("skip-sent", key, item.id);
	const still = (await store.readOutbox(key)).some(({ id, state }) => id === item.id && state === "pending");
	return still ? "stop" : "next";
}

interface Attempt {
	readonly item: OutboxView;
	readonly to: Recipient;
	readonly within: number;
}

/** An answer that comes after its time is still word of what became of the request. */
function trySend(
	options: LaneWork,
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
