import type { OutboxItem } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { OutboxView } from "../conversation/store.js";
import type { Disk } from "./disk.js";
import { items, laneKey, type StoredLane } from "./disk-key.js";

/** What is to be sent, in order. */
export function readItems(
	disk: Disk,
	key: ConversationKey,
	lane: StoredLane | undefined,
): readonly OutboxItem[] {
	if (lane === undefined || lane.items === 0) return [];
	return disk.range(items(key)).map(({ value }) => value);
}

export function readViews(disk: Disk, key: ConversationKey): readonly OutboxView[] {
	const lane = disk.get(laneKey(key))?.value;
	return readItems(disk, key, lane).map((item) => {
		const deadline = lane?.begun.find(([order]) => order === item.order)?.[1];
		return { ...item, state: deadline === undefined ? "pending" : "begun", deadline };
	});
}
