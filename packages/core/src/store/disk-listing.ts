import type { Change, IndexFacts } from "../conversation/change.js";
import type { Listed } from "../conversation/store.js";
import { heldSince } from "./change-rules.js";
import { type DiskKey, type Operation, put } from "./disk.js";
import { heldKey, openKey, taughtKey, waitingKey } from "./disk-key.js";

type Row = readonly [key: DiskKey<Listed>, listed: Listed];

/** What is to be written so that the conversation is found by its facts. */
export function relist(change: Change, now: number): readonly Operation[] {
	if (change.index === undefined) return [];
	const { before, after } = change.index;
	const added = rowsOf(change, after, now);
	const kept = new Set<string>(added.map(([key]) => key));
	const gone = before === undefined ? [] : rowsOf(change, before, now).filter(([key]) => !kept.has(key));
	return [
		...gone.map(([key]) => ({ remove: key })),
		...added.map(([key, listed]) => put(key, listed, change.next.version)),
	];
}

function rowsOf(
	{ key, next }: Change,
	{ bot, holder, waitingSince, openSince, taughtAt }: IndexFacts,
	now: number,
): readonly Row[] {
	const rows: Row[] = [];
	if (waitingSince !== undefined)
		rows.push([waitingKey(waitingSince, key), { key, bot, since: waitingSince }]);
	if (holder !== undefined) rows.push([heldKey(holder, key), { key, bot, since: heldSince(next, now) }]);
	if (openSince !== undefined) rows.push([openKey(bot, openSince, key), { key, bot, since: openSince }]);
	if (taughtAt !== undefined) rows.push([taughtKey(bot, taughtAt, key), { key, bot, since: taughtAt }]);
	return rows;
}
