import type { AppId } from "../control/control.js";
import type { ConversationKey } from "../conversation/key.js";
import type { AccountId, UserId } from "../conversation/participants.js";
import type { MemoryAudit } from "./memory-audit.js";
import { type MemoryFacts, memoryFacts } from "./memory-facts.js";
import { type MemoryListings, memoryListings } from "./memory-listing.js";
import type { MemoryRecord } from "./memory-record.js";
import { type TimerBuckets, timerBuckets } from "./memory-timers.js";
import type { MemoryUndelivered } from "./memory-undelivered.js";
import { newSecret } from "./tombstone.js";

/** What one app has still to be told, and how far it has acknowledged. */
export interface MemoryMailbox {
	/** By conversation, the last position at which there is something for the app. */
	readonly news: Map<ConversationKey, number>;
	readonly cursors: Map<ConversationKey, number>;
}

/** All that a memory store keeps. Several stores, one after the other or at once, may share it. */
export interface MemoryData {
	readonly records: Map<ConversationKey, MemoryRecord>;
	/** How many records were ever made. */
	made: number;
	/** Conversations with something to send. */
	readonly sending: Set<ConversationKey>;
	readonly mailboxes: Map<AppId, MemoryMailbox>;
	readonly timers: TimerBuckets;
	readonly listings: MemoryListings;
	readonly presence: Map<AppId, number>;
	readonly accounts: Map<UserId, AccountId>;
	readonly users: Map<AccountId, Set<UserId>>;
	readonly conversationsOf: Map<UserId, Set<ConversationKey>>;
	readonly tombstones: MemoryFacts;
	/** Makes tombstones. */
	readonly secret: string;
	readonly facts: MemoryFacts;
	readonly undelivered: MemoryUndelivered;
	readonly audit: MemoryAudit;
}

export function memoryData(): MemoryData {
	return {
		records: new Map(),
		made: 0,
		sending: new Set(),
		mailboxes: new Map(),
		timers: timerBuckets(),
		listings: memoryListings(),
		presence: new Map(),
		accounts: new Map(),
		users: new Map(),
		conversationsOf: new Map(),
		tombstones: memoryFacts(),
		secret: newSecret(),
		facts: memoryFacts(),
		undelivered: new Map(),
		audit: new Map(),
	};
}

export function mailboxOf({ mailboxes }: MemoryData, app: AppId): MemoryMailbox {
	const known = mailboxes.get(app);
	if (known !== undefined) return known;
	const mailbox: MemoryMailbox = { news: new Map(), cursors: new Map() };
	mailboxes.set(app, mailbox);
	return mailbox;
}

export function linkUser(
	{ accounts, users }: MemoryData,
	user: UserId,
	account: AccountId | undefined,
): void {
	const former = accounts.get(user);
	if (former !== undefined) unlinkUser(users, user, former);
	if (account === undefined) {
		accounts.delete(user);
		return;
	}
	accounts.set(user, account);
	const linked = users.get(account);
	if (linked === undefined) users.set(account, new Set([user]));
	else linked.add(user);
}

function unlinkUser(users: MemoryData["users"], user: UserId, account: AccountId): void {
	const linked = users.get(account);
	linked?.delete(user);
	if (linked?.size === 0) users.delete(account);
}
