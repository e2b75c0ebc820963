import { nothingErased } from "../conversation/erased.js";
import type { ConversationKey } from "../conversation/key.js";
import type { UserId } from "../conversation/participants.js";
import { factsOf } from "../conversation/person-fact.js";
import type { Erased, Tombstone } from "../conversation/store.js";
import { forgetAudit } from "./memory-audit.js";
import { linkUser, type MemoryData } from "./memory-data.js";
import { factOf, keepFact } from "./memory-facts.js";
import { unlist } from "./memory-listing.js";
import type { MemoryRecord } from "./memory-record.js";
import { dropTimers } from "./memory-timers.js";
import { takeOff } from "./memory-undelivered.js";
import { newTombstone, tombstoneName } from "./tombstone.js";

export interface EraseOptions {
	readonly now: number;
	readonly tombstoneMs: number;
}

export function tombstoneOf(
	{ tombstones, secret }: MemoryData,
	key: ConversationKey,
	now: number,
): Tombstone | undefined {
	if (tombstones.size === 0) return undefined;
	const found = factOf(tombstones, tombstoneName(secret, key), now);
	return found === undefined ? undefined : (JSON.parse(found) as Tombstone);
}

export function eraseFromMemory(
	data: MemoryData,
	key: ConversationKey,
	{ now, tombstoneMs }: EraseOptions,
): Erased {
	const record = data.records.get(key);
	const before = record?.conversation ?? tombstoneOf(data, key, now);
	bury(data, key, { tombstone: newTombstone(before, now), now, tombstoneMs });
	const audit = forgetAudit(data.audit, key);
	const removed = record === undefined ? nothingErased : removeRecord(data, key, record);
	return { ...removed, audit };
}

/** Leaves a tombstone. */
export function bury(
	{ tombstones, secret }: MemoryData,
	key: ConversationKey,
	{ tombstone, now, tombstoneMs }: EraseOptions & { readonly tombstone: Tombstone },
): void {
	const value = JSON.stringify(tombstone);
	keepFact(tombstones, { name: tombstoneName(secret, key), value, forMs: tombstoneMs, now });
}

export function eraseUserFromMemory(data: MemoryData, user: UserId): Erased {
	const links = data.accounts.has(user) ? 1 : 0;
	linkUser(data, user, undefined);
	const names = [...data.facts.keys()].filter((name) => name.startsWith(`${factsOf(user)}:`));
	for (const name of names) data.facts.delete(name);
	return { ...nothingErased, links, facts: names.length };
}

export function removeRecord(data: MemoryData, key: ConversationKey, record: MemoryRecord): Erased {
	const { conversation, log, outbox, deliveries, commands, olderCommands, listed } = record;
	data.records.delete(key);
	data.sending.delete(key);
	if (listed !== undefined) unlist(data.listings, key, listed);
	for (const { entry } of data.undelivered.values()) takeOff(data.undelivered, key, entry);
	forgetConversationOf(data, conversation.user.id, key);
	return {
		...nothingErased,
		entries: log.length,
		deliveries: deliveries?.size ?? 0,
		unsent: outbox.length,
		timers: dropTimers(data.timers, record.timers),
		mailboxes: emptyMailboxes(data, key),
		commands: commands.size + (olderCommands?.size ?? 0),
	};
}

function emptyMailboxes({ mailboxes }: MemoryData, key: ConversationKey): number {
	let emptied = 0;
	for (const { news, cursors } of mailboxes.values()) {
		const had = [news.delete(key), cursors.delete(key)];
		if (had.includes(true)) emptied += 1;
	}
	return emptied;
}

function forgetConversationOf({ conversationsOf }: MemoryData, user: UserId, key: ConversationKey): void {
	const keys = conversationsOf.get(user);
	keys?.delete(key);
	if (keys?.size === 0) conversationsOf.delete(user);
}
