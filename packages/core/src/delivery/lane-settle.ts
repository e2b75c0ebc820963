import { type Awaitable, then } from "../awaitable.js";
import type { EntryId } from "../control/control.js";
import type { Delivery, DeliveryState } from "../conversation/change.js";
import type { CommandId } from "../conversation/command.js";
import type { ConversationKey } from "../conversation/key.js";
import type { OutboxView, Store } from "../conversation/store.js";
import type { SendResult } from "./channel.js";
import type { Lane, LaneWork, Verdict } from "./lane.js";
import { hold, pause, renew } from "./lane-lease.js";

export type Final = Exclude<SendResult, { state: "retry" }>;
type Failure = Exclude<Final, { state: "sent" }>;

/** Somebody died between the channel's acceptance and the record: waits the request out, and never repeats it. */
export async function settleUnfinished(options: LaneWork, lane: Lane, item: OutboxView): Promise<Verdict> {
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

/** A channel that tells what it sent may yet do so; that it tells nothing proves nothing. */
export async function confirm(
	options: LaneWork,
	lane: Lane,
	item: OutboxView,
	unknown: Failure,
): Promise<Verdict> {
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

export function settle(options: LaneWork, lane: Lane, item: OutboxView, result: Final): Awaitable<Verdict> {
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
	options: LaneWork,
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
	options: LaneWork,
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
export function leaveWord(
	{ store, onDelivery }: LaneWork,
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
	{ door, trace }: LaneWork,
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

function deliveryOf(entry: EntryId, result: Final): Delivery {
	return result.state === "sent"
		? { entry, state: "sent", nativeId: result.nativeId }
		: { entry, state: result.state, error: result.error };
}
