import type { EntryId } from "../control/control.js";
import { type Change, type Delivery, deliveryRank, type OutboxItem } from "../conversation/change.js";
import { viewOf } from "../conversation/copies.js";
import type { OutboxView } from "../conversation/store.js";
import { mergeDelivery, recordsDelivery } from "./delivery-rules.js";
import { emptyOutbox, type MemoryRecord } from "./memory-record.js";
import { type MemoryUndelivered, noteUndelivered } from "./memory-undelivered.js";

/** The list of what was not delivered, and when something is put on it. */
export interface Noting {
	readonly undelivered: MemoryUndelivered;
	readonly now: number;
}

/** Takes back what the change withdraws and adds what it sends. */
export function fillOutbox(record: MemoryRecord, { outbox, withdraw }: Change, noting: Noting): void {
	if (withdraw.length > 0 && record.outbox.length > 0) withdrawItems(record, withdraw, noting);
	if (outbox.length > 0) record.outbox = record.outbox.length === 0 ? outbox : [...record.outbox, ...outbox];
}

export function viewOutbox({ outbox, begun }: MemoryRecord): readonly OutboxView[] {
	return outbox.map((item) => viewOf(item, begun?.get(item.order)));
}

export function begin(record: MemoryRecord, id: EntryId, deadline: number | undefined): boolean {
	const item = record.outbox.find((one) => one.id === id);
	if (item === undefined) return false;
	record.begun ??= new Map();
	if (deadline === undefined) record.begun.delete(item.order);
	else record.begun.set(item.order, deadline);
	return true;
}

export function settle(
	record: MemoryRecord,
	{ id, order, kind, logged }: OutboxItem,
	{ delivery, noting }: { readonly delivery: Delivery; readonly noting: Noting },
): void {
	const [only] = record.outbox;
	if (record.outbox.length === 1 && only?.order === order) record.outbox = emptyOutbox;
	else record.outbox = record.outbox.filter((one) => one.order !== order || one.id !== id);
	record.begun?.delete(order);
	if (recordsDelivery({ kind, logged })) noteDelivery(record, delivery, noting);
}

export function noteDelivery(record: MemoryRecord, report: Delivery, { undelivered, now }: Noting): void {
	record.deliveries ??= new Map();
	const known = record.deliveries.get(report.entry);
	record.deliveries.set(report.entry, mergeDelivery(known, report));
	noteUndelivered(undelivered, record.conversation.key, { known, report, now });
	if (report.nativeId === undefined) return;
	record.natives ??= new Map();
	record.natives.set(report.nativeId, report.entry);
}

/** What is in the outbox needs no record of its own: it is pending, or begun. */
export function deliveryOf(record: MemoryRecord, entry: EntryId): Delivery | undefined {
	const known = record.deliveries?.get(entry);
	if (known !== undefined && deliveryRank[known.state] > deliveryRank.begun) return known;
	const item = record.outbox.find((one) => one.id === entry && recordsDelivery(one));
	if (item === undefined) return known;
	return mergeDelivery(known, { entry, state: record.begun?.has(item.order) ? "begun" : "pending" });
}

function withdrawItems(record: MemoryRecord, ids: readonly EntryId[], noting: Noting): void {
	const taken = record.outbox.filter((item) => ids.includes(item.id) && !record.begun?.has(item.order));
	if (taken.length === 0) return;
	record.outbox = record.outbox.filter((item) => !taken.includes(item));
	for (const item of taken) {
		if (recordsDelivery(item)) noteDelivery(record, { entry: item.id, state: "withdrawn" }, noting);
	}
}
