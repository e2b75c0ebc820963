import type { Change } from "../conversation/change.js";
import type { Committed, LaneRequest, LaneToken } from "../conversation/store.js";
import { isCurrent, toldPosition } from "./change-rules.js";
import { noteAudit } from "./memory-audit.js";
import { type MemoryData, mailboxOf } from "./memory-data.js";
import { tombstoneOf } from "./memory-erase.js";
import { relist } from "./memory-listing.js";
import { type MemoryRecord, memoryRecord, recall, remember, takeLane } from "./memory-record.js";
import { fillOutbox, noteDelivery } from "./memory-sending.js";
import { changeTimer } from "./memory-timers.js";

export interface CommitOptions {
	readonly now: number;
	readonly rememberMs: number;
	readonly lane: LaneRequest | undefined;
}

const conflict: Committed = { status: "conflict" };
const committedWithoutLane: Committed = { status: "committed", lane: undefined };

/** Checks everything, then writes everything. */
export function commitToMemory(data: MemoryData, change: Change, options: CommitOptions): Committed {
	const known = data.records.get(change.key);
	if (known !== undefined && change.command !== undefined) {
		const outcome = recall(known, change.command);
		if (outcome !== undefined) return { status: "repeated", outcome };
	}
	const erased = known === undefined ? tombstoneOf(data, change.key, options.now) : undefined;
	if (!isCurrent(known?.conversation, change.expected, erased)) return conflict;
	const record = known ?? begin(data, change, options);
	write(data, record, { change, options });
	const lane = laneFor(record, change, options);
	return lane === undefined ? committedWithoutLane : { status: "committed", lane };
}

/** A log that goes on behind an erased one begins as if that were trimmed. */
function begin(
	data: MemoryData,
	{ key, next, entries }: Change,
	{ now, rememberMs }: CommitOptions,
): MemoryRecord {
	data.made += 1;
	const record = memoryRecord(next, { number: data.made, turnOverAt: now + rememberMs });
	record.trimmed = next.position - entries.length;
	data.records.set(key, record);
	const theirs = data.conversationsOf.get(next.user.id);
	if (theirs === undefined) data.conversationsOf.set(next.user.id, new Set([key]));
	else theirs.add(key);
	return record;
}

function write(
	data: MemoryData,
	record: MemoryRecord,
	{ change, options }: { readonly change: Change; readonly options: CommitOptions },
): void {
	const { now, rememberMs } = options;
	record.conversation = change.next;
	if (change.command !== undefined)
		remember(record, change.command, { outcome: change.outcome, now, rememberMs });
	for (const entry of change.entries) record.log.push(entry);
	const noting = { undelivered: data.undelivered, now };
	fillOutbox(record, change, noting);
	for (const delivery of change.deliveries) noteDelivery(record, delivery, noting);
	for (const timer of change.timers)
		changeTimer(data.timers, record.timers, { key: change.key, change: timer, now });
	for (const app of change.tell) mailboxOf(data, app).news.set(change.key, toldPosition(change, app));
	if (change.audit !== undefined) noteAudit(data.audit, change.audit);
	relist(data.listings, change, now);
	if (change.index !== undefined) record.listed = change.index.after;
	if (change.outbox.length > 0 || change.withdraw.length > 0) noteSending(data, record);
}

/** Keeps the set of conversations that have something to send. */
export function noteSending({ sending }: MemoryData, { conversation, outbox }: MemoryRecord): void {
	if (outbox.length === 0) sending.delete(conversation.key);
	else sending.add(conversation.key);
}

function laneFor(
	record: MemoryRecord,
	{ outbox }: Change,
	{ lane, now }: CommitOptions,
): LaneToken | undefined {
	if (lane === undefined || outbox.length === 0 || record.laneUntil > now) return undefined;
	return takeLane(record, now, lane);
}
