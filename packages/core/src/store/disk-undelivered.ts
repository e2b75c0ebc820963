import type { EntryId } from "../control/control.js";
import type { Delivery } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import { type Batch, type Disk, join, type Plan, put } from "./disk.js";
import { undelivered, undeliveredAtKey, undeliveredKey } from "./disk-key.js";
import { hasArrived, listedAs, undeliveredKept } from "./undelivered-rules.js";

const nothing: Batch = { conditions: [], operations: [] };

/** What a delivery report does to the list of what was not delivered. */
export function planUndelivered(
	disk: Disk,
	key: ConversationKey,
	{
		known,
		report,
		now,
	}: { readonly known: Delivery | undefined; readonly report: Delivery; readonly now: number },
): Batch {
	const { entry, error } = report;
	const state = listedAs(known, report);
	if (state === undefined) return hasArrived(report) ? takeOff(disk, key, entry) : nothing;
	const at = Math.ceil(now);
	const row = disk.get(undeliveredAtKey(key, entry));
	const before = row === undefined ? [] : [{ remove: undeliveredKey(row.value.at, key, entry) }];
	const listed = {
		conditions: [{ key: undeliveredAtKey(key, entry), version: row?.version }],
		operations: [
			...before,
			put(undeliveredKey(at, key, entry), { key, entry, at, state, error }, 1),
			put(undeliveredAtKey(key, entry), { entry, at }, (row?.version ?? 0) + 1),
		],
	};
	return join(listed, ...dropOldest(disk));
}

export function planSettled(disk: Disk, key: ConversationKey, entry: EntryId): Plan<undefined> {
	const batch = takeOff(disk, key, entry);
	return batch === nothing ? { answer: undefined } : { batch, answer: undefined };
}

export function takeOff(disk: Disk, key: ConversationKey, entry: EntryId): Batch {
	const row = disk.get(undeliveredAtKey(key, entry));
	if (row === undefined) return nothing;
	return {
		conditions: [{ key: undeliveredAtKey(key, entry), version: row.version }],
		operations: [
			{ remove: undeliveredKey(row.value.at, key, entry) },
			{ remove: undeliveredAtKey(key, entry) },
		],
	};
}

function dropOldest(disk: Disk): readonly Batch[] {
	const over = disk.count(undelivered) + 1 - undeliveredKept;
	if (over <= 0) return [];
	const oldest = disk.range({ ...undelivered, limit: over });
	return oldest.map(({ value: { key, entry } }) => takeOff(disk, key, entry));
}
