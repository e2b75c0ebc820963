import type { Change, IndexFacts } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Listed } from "../conversation/store.js";
import { heldSince } from "./change-rules.js";
import { type DiskKey, type Operation, put } from "./disk.js";
import { heldKey, leftKey, openKey, taughtKey, waitingKey } from "./disk-key.js";

type Row = readonly [key: DiskKey<Listed>, since: number];

/** What is to be written so that the conversation is found by its facts. */
export function relist({ key, next, index }: Change, now: number): readonly Operation[] {
	if (index === undefined) return [];
	const { before, after } = index;
	const added = rowsOf(key, after, heldSince(next, now));
	const kept = new Set<string>(added.map(([row]) => row));
	const gone = before === undefined ? [] : rowKeysOf(key, before).filter((row) => !kept.has(row));
	return [
		...gone.map((row) => ({ remove: row })),
		...added.map(([row, since]) => put(row, { key, bot: after.bot, since }, next.version)),
	];
}

/** The keys under which the conversation is listed by these facts. */
export function rowKeysOf(key: ConversationKey, facts: IndexFacts): readonly DiskKey<Listed>[] {
	return rowsOf(key, facts, 0).map(([row]) => row);
}

function rowsOf(
	key: ConversationKey,
	{ bot, holder, waitingSince, leftSince, openSince, taughtAt }: IndexFacts,
	held: number,
): readonly Row[] {
	const rows: Row[] = [];
	if (waitingSince !== undefined) rows.push([waitingKey(waitingSince, key), waitingSince]);
	if (leftSince !== undefined) rows.push([leftKey(leftSince, key), leftSince]);
	if (holder !== undefined) rows.push([heldKey(holder, key), held]);
	if (openSince !== undefined) rows.push([openKey(bot, openSince, key), openSince]);
	if (taughtAt !== undefined) rows.push([taughtKey(bot, taughtAt, key), taughtAt]);
	return rows;
}
