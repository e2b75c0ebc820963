import type { EntryId } from "../control/control.js";
import type { Delivery } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Undelivered } from "../conversation/store.js";
import { hasArrived, listedAs, undeliveredKept } from "./undelivered-rules.js";

/** What was not delivered, in the order in which it was found out. */
export type MemoryUndelivered = Map<string, Undelivered>;

/** What a delivery report does to the list. */
export function noteUndelivered(
	list: MemoryUndelivered,
	key: ConversationKey,
	{
		known,
		report,
		now,
	}: { readonly known: Delivery | undefined; readonly report: Delivery; readonly now: number },
): void {
	const { entry, error } = report;
	const state = listedAs(known, report);
	if (state === undefined) {
		if (hasArrived(report) && list.size > 0) takeOff(list, key, entry);
		return;
	}
	takeOff(list, key, entry);
	list.set(nameOf(key, entry), { key, entry, at: now, state, error });
	if (list.size > undeliveredKept) dropOldest(list);
}

export function takeOff(list: MemoryUndelivered, key: ConversationKey, entry: EntryId): void {
	list.delete(nameOf(key, entry));
}

function nameOf(key: ConversationKey, entry: EntryId): string {
	return `${key} ${entry}`;
}

function dropOldest(list: MemoryUndelivered): void {
	for (const name of list.keys()) {
		list.delete(name);
		return;
	}
}
