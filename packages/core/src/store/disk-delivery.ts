import type { EntryId } from "../control/control.js";
import { type Delivery, deliveryRank } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import { mergeDelivery, recordsDelivery } from "./delivery-rules.js";
import { type Batch, type Disk, join, type Operation, type Plan, put } from "./disk.js";
import { deliveryKey, nativeKey, stateKey } from "./disk-key.js";
import { readViews } from "./disk-outbox.js";
import { planUndelivered } from "./disk-undelivered.js";

/** Merges the report into what is known of the delivery. */
export function planDelivery(
	disk: Disk,
	key: ConversationKey,
	{ report, now }: { readonly report: Delivery; readonly now: number },
): Batch {
	const at = deliveryKey(key, report.entry);
	const row = disk.get(at);
	const operations: Operation[] = [put(at, mergeDelivery(row?.value, report), (row?.version ?? 0) + 1)];
	if (report.nativeId !== undefined) operations.push(put(nativeKey(key, report.nativeId), report.entry, 1));
	const merged = { conditions: [{ key: at, version: row?.version }], operations };
	return join(merged, planUndelivered(disk, key, { known: row?.value, report, now }));
}

/** A report that comes later, of a conversation that still stands. */
export function planReport(
	disk: Disk,
	key: ConversationKey,
	report: { readonly report: Delivery; readonly now: number },
): Plan<undefined> {
	const state = disk.get(stateKey(key));
	if (state === undefined) return { answer: undefined };
	const stands: Batch = { conditions: [{ key: stateKey(key), version: state.version }], operations: [] };
	return { batch: join(planDelivery(disk, key, report), stands), answer: undefined };
}

/** What is in the outbox needs no row of its own: it is pending, or begun. */
export function readDelivery(disk: Disk, key: ConversationKey, entry: EntryId): Delivery | undefined {
	const known = disk.get(deliveryKey(key, entry))?.value;
	if (known !== undefined && deliveryRank[known.state] > deliveryRank.begun) return known;
	const item = readViews(disk, key).find((one) => one.id === entry && recordsDelivery(one));
	return item === undefined ? known : mergeDelivery(known, { entry, state: item.state });
}
