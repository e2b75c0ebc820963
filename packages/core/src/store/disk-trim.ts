import type { Change } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import { readState, type Schema } from "../conversation/schema.js";
import type { ConversationPage, TrimRequest } from "../conversation/store.js";
import { isCurrent } from "./change-rules.js";
import { type Disk, type DiskRow, join, type Operation, type Plan, put } from "./disk.js";
import { bury, type EraseOptions, removal } from "./disk-erase.js";
import {
	cursorKey,
	deliveryKey,
	entriesFrom,
	entryKey,
	laneKey,
	nativesOf,
	newsKey,
	positionKey,
	type StoredState,
	stateKey,
	states,
	statesAfter,
	trimmedKey,
} from "./disk-key.js";
import { readItems } from "./disk-outbox.js";
import { takeOff } from "./disk-undelivered.js";
import { newTombstone } from "./tombstone.js";
import { type Needed, trimmedAtOnce, trimmedOf } from "./trim-rules.js";

export function planTrim(
	disk: Disk,
	key: ConversationKey,
	{ request, schema }: { readonly request: TrimRequest; readonly schema: Schema },
): Plan<number> {
	const state = disk.get(stateKey(key));
	if (state === undefined) return { answer: 0 };
	const before = disk.get(trimmedKey(key));
	const first = (before?.value ?? 0) + 1;
	const oldest = (count: number) => disk.range(entriesFrom(key, first, first + count - 1));
	const conversation = readState(state.value.conversation, schema);
	const needed = neededOf(disk, key, { ...state.value, conversation });
	// Most logs have nothing to trim, which their first entry tells.
	const found = trimmedOf(valuesOf(oldest(1)), request, needed);
	if (found.length === 0) return { answer: 0 };
	const gone = trimmedOf(valuesOf(oldest(trimmedAtOnce)), request, needed);
	const ids = new Set<string>(gone.map(({ id }) => id));
	const natives = disk.range(nativesOf(key)).filter(({ value }) => ids.has(value));
	const trimmed = put(trimmedKey(key), first + gone.length - 1, (before?.version ?? 0) + 1);
	const operations: readonly Operation[] = [
		...gone.flatMap(({ id, position }) => [
			{ remove: entryKey(key, position) },
			{ remove: positionKey(key, id) },
			{ remove: deliveryKey(key, id) },
		]),
		...natives.map((row) => ({ remove: row.key })),
		trimmed,
	];
	const conditions = [
		{ key: stateKey(key), version: state.version },
		{ key: trimmedKey(key), version: before?.version },
	];
	const listed = gone.map(({ id }) => takeOff(disk, key, id));
	return { batch: join({ conditions, operations }, ...listed), answer: gone.length };
}

/** Nothing is lost with a conversation in which nothing is unsent and nobody has still to be told anything. */
export function planExpire(
	disk: Disk,
	key: ConversationKey,
	{ expected, ...options }: EraseOptions & { readonly expected: Change["expected"] },
): Plan<boolean> {
	const state = disk.get(stateKey(key));
	if (state === undefined || !isCurrent(state.value.conversation, expected, undefined))
		return { answer: false };
	const isUnsent = (disk.get(laneKey(key))?.value.items ?? 0) > 0;
	if (isUnsent || unread(disk, key, state.value).length > 0) return { answer: false };
	const tombstone = newTombstone(state.value.conversation, undefined);
	return { batch: join(removal(disk, key).batch, bury(disk, key, { ...options, tombstone })), answer: true };
}

/** From the conversation on that stands behind the one whose row is `from`. */
export function pageOfDisk(disk: Disk, limit: number, from: string | undefined): ConversationPage {
	const rows = disk.range({ ...(from === undefined ? states : statesAfter(from)), limit });
	const keys = rows.map(({ value }) => value.conversation.key);
	return { keys, next: rows.length < limit ? undefined : rows.at(-1)?.key };
}

function neededOf(disk: Disk, key: ConversationKey, state: StoredState): Needed {
	const items = readItems(disk, key, disk.get(laneKey(key))?.value);
	return {
		conversation: state.conversation,
		cursors: unread(disk, key, state).map((app) => disk.get(cursorKey(app, key))?.value ?? 0),
		unsent: items.flatMap(({ id }) => disk.get(positionKey(key, id))?.value ?? []),
	};
}

function unread(disk: Disk, key: ConversationKey, { told }: StoredState): StoredState["told"] {
	return told.filter((app) => disk.get(newsKey(app, key)) !== undefined);
}

function valuesOf<Value>(rows: readonly DiskRow<Value>[]): readonly Value[] {
	return rows.map(({ value }) => value);
}
