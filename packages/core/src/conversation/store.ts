import type { Awaitable } from "../awaitable.js";
import type { Brand } from "../brand.js";
import type { AppId, EntryId, Epoch } from "../control/control.js";
import type { TimerName } from "../control/effect.js";
import type { AuditPage, AuditRecord } from "./audit.js";
import type { Change, Delivery, OutboxItem, Outcome } from "./change.js";
import type { CommandId } from "./command.js";
import type { Conversation } from "./conversation.js";
import type { Entry } from "./entry.js";
import type { ConversationKey } from "./key.js";
import type { AccountId, BotId, ProcessId, UserId } from "./participants.js";
import type { PassingSignal } from "./signal.js";

/** Grows with every grant of one conversation's lane. */
export type LaneToken = Brand<number, "LaneToken">;

/** What a command needs to see: the state, what is unsent, and the outcome if the command is known. */
export interface Loaded {
	readonly conversation: Conversation | undefined;
	readonly outbox: readonly OutboxItem[];
	readonly recorded: Outcome | undefined;
	/** Whether this is what the process saw last, and the store was not asked: others may have committed since. */
	readonly remembered?: boolean | undefined;
	/** Only where there is no conversation, because it was erased or has expired. */
	readonly erased?: Tombstone | undefined;
}

/** What is left of a conversation that was erased or has expired, for a time. A new one under the key goes on from it. */
export interface Tombstone {
	/** When it was erased, epoch milliseconds by the store's clock; `undefined` if it expired. */
	readonly at?: number | undefined;
	/** Random. A new conversation is made from version 0 of this commit: older changes do not fit. */
	readonly commit: string;
	/** Position of the last entry: a new log goes on behind it, so that nobody takes new entries for old ones. */
	readonly position: number;
	/** The last epoch: a new one is higher, so that no old command fits. */
	readonly epoch: Epoch;
}

/** How much was removed. */
export interface Erased {
	readonly entries: number;
	readonly deliveries: number;
	/** What was still to be sent. */
	readonly unsent: number;
	readonly timers: number;
	/** What apps had still to be told, and how far they had acknowledged. */
	readonly mailboxes: number;
	/** Remembered outcomes of commands. */
	readonly commands: number;
	readonly facts: number;
	readonly links: number;
	/** What was known of who acted in the conversation. */
	readonly audit: number;
}

export type Committed =
	| { readonly status: "committed"; readonly lane: LaneToken | undefined }
	| { readonly status: "conflict" }
	| { readonly status: "repeated"; readonly outcome: Outcome };

/** Asks for the lane along with a commit that has something to send; granted if nobody has it. */
export interface LaneRequest {
	readonly process: ProcessId;
	/** Duration of the lease. */
	readonly leaseMs: number;
}

export interface OutboxView extends OutboxItem {
	readonly state: "pending" | "begun";
	/** When a request that has begun is over at the latest, epoch milliseconds. */
	readonly deadline: number | undefined;
}

/** Which part of a log to read. Positions are exclusive. */
export interface PageRequest {
	readonly after?: number | undefined;
	readonly before?: number | undefined;
	/** At most this many entries; with `before`, or with `last`, the ones nearest to the end. */
	readonly limit: number;
	readonly last?: boolean | undefined;
}

/** What of a log goes: what is more, and what is older. */
export interface TrimRequest {
	/** Keeps about this many of the newest. */
	readonly keep?: number | undefined;
	/** Keeps what was said at this time or later, epoch milliseconds. */
	readonly olderThan?: number | undefined;
}

export interface ConversationPage {
	readonly keys: readonly ConversationKey[];
	/** Where to go on, if there may be more. */
	readonly next: string | undefined;
}

export interface DueTimer {
	readonly key: ConversationKey;
	readonly timer: TimerName;
	readonly about: string;
	/** Epoch milliseconds by the store's clock. */
	readonly dueAt: number;
}

/** Something that was to be sent and did not arrive, as far as anybody knows. */
export interface Undelivered {
	readonly key: ConversationKey;
	readonly entry: EntryId;
	/** When that was found out, epoch milliseconds by the store's clock. */
	readonly at: number;
	readonly state: "failed" | "unknown";
	readonly error: string | undefined;
}

/**
 * Says that another process has committed something. It may be lost, or come late: what must not be missed is found
 * by looking.
 */
export interface Bell {
	readonly key: ConversationKey;
	/** Apps that have something new to be told, at log positions from `from` on. */
	readonly tell: readonly AppId[];
	readonly from: number;
	/** Where the conversation was erased: whose it was, so that the desks here are told. */
	readonly erased?: BotId | undefined;
	/** Where nothing was committed: what another process noticed, for whoever is connected here. */
	readonly passing?: PassingSignal | undefined;
	/** When the first of the timers is due that were set, in milliseconds from then. */
	readonly dueInMs?: number | undefined;
	/** Timers that are due at once. */
	readonly due?: readonly Pick<DueTimer, "timer" | "about">[] | undefined;
	/** Whether there is something to send for which the process that committed did not ask for the lane. */
	readonly sends: boolean;
	/** The turn that may run now, where a process has its request in hands and waits. */
	readonly turn?: EntryId | undefined;
}

/** A conversation in an index. */
export interface Listed {
	readonly key: ConversationKey;
	readonly bot: BotId;
	/** Epoch milliseconds. */
	readonly since: number;
}

/**
 * Where conversations live. Every implementation passes `storeContract` of `@baton/core/testing`.
 *
 * What `commit` acknowledges is kept; how well is the implementation's to say. All of a change is written, or
 * nothing. Errors of the underlying system are thrown as `BatonError` with code `store-failed`.
 */
export interface Store {
	/** The store's clock, epoch milliseconds. */
	now(): number;
	/**
	 * With `recent`, what this process saw last will do, if the store keeps that: the commit says whether it still
	 * holds. Its outbox may have become shorter since.
	 */
	load(
		key: ConversationKey,
		command?: CommandId,
		options?: { readonly recent?: boolean | undefined },
	): Awaitable<Loaded>;
	/** Atomic; conditional on version and commit id; refuses a command id that it knows. */
	commit(change: Change, lane?: LaneRequest): Awaitable<Committed>;
	readEntries(key: ConversationKey, page: PageRequest): Awaitable<readonly Entry[]>;
	readEntry(key: ConversationKey, id: EntryId): Awaitable<Entry | undefined>;

	/** Conversations in which the app has something that it has not acknowledged. */
	readNews(app: AppId): Awaitable<readonly ConversationKey[]>;
	/** The position up to which the app has acknowledged; 0 for never. */
	readCursor(app: AppId, key: ConversationKey): Awaitable<number>;
	/** Moves the cursor forward, never back. */
	acknowledge(app: AppId, key: ConversationKey, position: number): Awaitable<void>;

	/** Takes the lane if it is free or its lease has lapsed; renews the lease, under the same token, if the process has it. */
	takeLane(key: ConversationKey, lane: LaneRequest): Awaitable<LaneToken | undefined>;
	readOutbox(key: ConversationKey): Awaitable<readonly OutboxView[]>;
	/**
	 * Records that a request is about to be written; without `deadline`, that none is under way any more and nothing
	 * was sent. False if the item was withdrawn or the lane is another's.
	 */
	beginSend(
		key: ConversationKey,
		item: EntryId,
		token: LaneToken,
		deadline: number | undefined,
	): Awaitable<boolean>;
	/** Takes the item out of the outbox and records what became of it. False if the lane is another's. */
	settleSend(
		key: ConversationKey,
		item: OutboxItem,
		token: LaneToken,
		delivery: Delivery,
	): Awaitable<boolean>;
	/** Frees the lane. False, and the lane is kept, if there is something to send. True if it is another's by now. */
	leaveLane(key: ConversationKey, token: LaneToken): Awaitable<boolean>;
	/** Conversations with something to send; those whose lane is free or has lapsed first. */
	readLanes(limit: number): Awaitable<readonly ConversationKey[]>;

	readDeliveries(key: ConversationKey, entries: readonly EntryId[]): Awaitable<readonly Delivery[]>;
	/** Merges by rank: a late report never moves a delivery back. */
	recordDelivery(key: ConversationKey, delivery: Delivery): Awaitable<void>;
	/** What ended `failed` or `unknown` and was not settled, the newest first. The newest 1,000 are kept. */
	readUndelivered(limit: number): Awaitable<readonly Undelivered[]>;
	/** Takes it off the list for good: it was given up, or said again. A report that it arrived does so, too. */
	settleUndelivered(key: ConversationKey, entry: EntryId): Awaitable<void>;
	/** Which entry the channel knows under its own id. */
	findEntry(key: ConversationKey, nativeId: string): Awaitable<EntryId | undefined>;

	/** Timers that are due by the store's clock, earliest first. They stay until a change cancels or sets them again. */
	readDueTimers(limit: number): Awaitable<readonly DueTimer[]>;
	/** When the next timer is due, epoch milliseconds. */
	nextTimer(): Awaitable<number | undefined>;

	/** Longest waiting first. */
	readWaiting(limit: number): Awaitable<readonly Listed[]>;
	readHeldBy(app: AppId): Awaitable<readonly Listed[]>;
	/** Conversations in which the user left a message that nobody has taken yet, the oldest first. */
	readLeft(limit: number): Awaitable<readonly Listed[]>;
	/** Conversations of the bot whose session is open, the newest session first. */
	readOpen(bot: BotId, limit: number): Awaitable<readonly Listed[]>;
	/** Conversations of the bot in which people said what was meant, the latest first; `since` is when they last did. */
	readTaught(bot: BotId, limit: number): Awaitable<readonly Listed[]>;

	/** Until when the app may be taken to be here, epoch milliseconds: whichever process it is connected to. */
	readPresence(app: AppId): Awaitable<number | undefined>;
	writePresence(app: AppId, until: number): Awaitable<void>;

	/** All conversations of the user, in no order. */
	readConversationsOf(user: UserId): Awaitable<readonly ConversationKey[]>;
	/**
	 * Removes all of a conversation and leaves a tombstone: a hash of the key under a secret of the store, when, and
	 * nothing else. Atomic; a change that was made before does not fit any more.
	 */
	erase(key: ConversationKey): Awaitable<Erased>;
	/** Removes all of a conversation that is still at this version, unless something in it is unsent or unacknowledged. */
	expire(key: ConversationKey, expected: Change["expected"]): Awaitable<boolean>;
	/**
	 * Removes the oldest entries of a log, at most 500 at once, and says how many. Never past what an app has not
	 * acknowledged, what is unsent, an open draft, a message left for people, a due turn or the time since which the bot is
	 * away.
	 */
	trim(key: ConversationKey, request: TrimRequest): Awaitable<number>;
	/** All conversations in pages, each at least once if it is there all the time; `from` is the `next` of the last page. */
	readConversations(limit: number, from?: string): Awaitable<ConversationPage>;
	/**
	 * Of a store that encrypts: seals what is sealed under an old key anew, up to `limit` records of a walk over all;
	 * `from` is the `next` of the last step. After a walk that found nothing the old keys are no longer needed.
	 */
	reseal?(
		limit: number,
		from?: string,
	): Awaitable<{ readonly resealed: number; readonly next: string | undefined }>;
	/** Removes the user's link and the facts that are named by `personFact`. */
	eraseUser(user: UserId): Awaitable<Erased>;

	readLink(user: UserId): Awaitable<AccountId | undefined>;
	/** Links the user to an account, or unlinks. */
	writeLink(user: UserId, account: AccountId | undefined): Awaitable<void>;
	readUsers(account: AccountId): Awaitable<readonly UserId[]>;

	/**
	 * What other parts keep for a time, by a name that begins with what it is for. Those about one person are named by
	 * `personFact`, so that they are erased with them.
	 */
	readFact(name: string): Awaitable<string | undefined>;
	/** Keeps the fact for `forMs` by the store's clock, or takes it away. */
	writeFact(name: string, value: string | undefined, forMs: number): Awaitable<void>;
	/** Writes the fact if there is none; gives the one that stands. Of several at once the first wins, until it lapses. */
	claimFact(name: string, value: string, forMs: number): Awaitable<string>;

	/** What apps and people did, the newest first. What a change says of it is there with the change. */
	readAudit(page: AuditPage): Awaitable<readonly AuditRecord[]>;
	/** Writes what was done besides changes to conversations. All of one conversation go when it is erased. */
	writeAudit(record: AuditRecord): Awaitable<void>;
	/** Removes the oldest records, at most 500 at once, and says how many. */
	trimAudit(request: TrimRequest): Awaitable<number>;

	/** Calls whenever another process has committed something, where the store can tell. Returns what ends it. */
	onBell?(listener: (bell: Bell) => void): () => void;
	/** Calls whenever bells may have been lost: what they would have told is to be looked for now. Returns what ends it. */
	onMissed?(listener: () => void): () => void;
	/** Passes on to the other processes what is not kept, where the store can. It may be lost. */
	pass?(signal: PassingSignal): void;

	/** Where erased data may still be found, and until when, a phrase each: for the report on an erasure. */
	readonly residue?: readonly string[] | undefined;
	/** How the store is set up, for an operator: what is fine, what to mind, and what is wrong. */
	examine?(): Promise<readonly StoreFinding[]>;

	close(): Awaitable<void>;
}

export interface StoreFinding {
	readonly level: "fine" | "mind" | "wrong";
	readonly text: string;
}
