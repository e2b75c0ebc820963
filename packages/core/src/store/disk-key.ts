import { createHash } from "node:crypto";
import type { AppId, EntryId } from "../control/control.js";
import type { TimerName } from "../control/effect.js";
import type { AuditRecord } from "../conversation/audit.js";
import type { Delivery, IndexFacts, OutboxItem, Outcome } from "../conversation/change.js";
import type { CommandId } from "../conversation/command.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Entry } from "../conversation/entry.js";
import type { ConversationKey } from "../conversation/key.js";
import type { AccountId, BotId, ProcessId, UserId } from "../conversation/participants.js";
import type { DueTimer, Listed, Undelivered } from "../conversation/store.js";
import type { Disk, DiskKey, DiskRange } from "./disk.js";
import { factParts } from "./fact-rules.js";

/** A conversation's state and its timers, which only change together with it. */
export interface StoredState {
	readonly conversation: Conversation;
	readonly timers: readonly DueTimer[];
	/** The apps that were ever told something of it. */
	readonly told: readonly AppId[];
	/** What it is listed by. */
	readonly facts: IndexFacts | undefined;
}

/** Guards the outbox: its row has a new version whenever the outbox or the lane changes. */
export interface StoredLane {
	readonly token: number;
	readonly process: ProcessId | undefined;
	/** When the lease lapses, epoch milliseconds; 0 while the lane is free. */
	readonly until: number;
	/** How many items the outbox has. */
	readonly items: number;
	/** Place and deadline of what has begun to be sent. */
	readonly begun: readonly (readonly [order: number, deadline: number])[];
}

/** What an app is told last of a conversation. */
export interface StoredNews {
	readonly key: ConversationKey;
	readonly position: number;
}

/** What some other part keeps for a time. */
export interface StoredFact {
	readonly name: string;
	readonly value: string;
	/** When it lapses, epoch milliseconds. */
	readonly until: number;
}

/*
 * The layout: a letter for the kind of row, then what it is found by, in the order in which it is read.
 *
 * s conversation              state        e conversation position   entry
 * i conversation entry        position     c period conversation command   outcome
 * l conversation              lane         o conversation order      item to be sent
 * q until conversation        has items    d conversation entry      delivery
 * n conversation native-id    entry        t due conversation name   timer
 * w since conversation        waiting      h app conversation        held by the app
 * b bot since conversation    open         m app conversation        news for the app
 * a conversation app          cursor       u user                    account
 * v account user              user         p app                     here until
 * z user conversation         theirs       r conversation            trimmed up to
 * g bot since conversation    people taught the bot
 * wl since conversation       the user left a message
 * f subject name              fact         x until subject name     fact that lapses then
 * j at conversation entry     undelivered  y conversation entry      undelivered at
 * k at id                     what was done
 * kc conversation at id       when it was done
 * _ layout                    number of this layout
 * _ secret                    secret of this store
 * _ key id                    mark of a key that seals
 * _ names                     secret that hides names
 */

/** Which of the parts behind the letter is a number, where one is. */
const numbers: Readonly<Record<string, number>> = {
	e: 1,
	c: 0,
	o: 1,
	q: 0,
	t: 0,
	w: 0,
	b: 1,
	g: 1,
	wl: 0,
	j: 0,
	x: 0,
	k: 0,
	kc: 1,
};

export function isNumberIn(kind: string, part: number): boolean {
	return numbers[kind] === part;
}

const plain = /^[\x22-\x7e][\x21-\x7e]{0,254}$/;

export const layoutKey: DiskKey<number> = "_ layout";
/** Makes tombstones; made once. */
export const secretKey: DiskKey<string> = "_ secret";
export const sealKey = (id: string): DiskKey<string> => `_ key ${id}`;
export const sealKeys: DiskRange<string> = { from: "_ key ", to: "_ key!" };
export const sealNamesKey: DiskKey<string> = "_ names";

export const stateKey = (key: ConversationKey): DiskKey<StoredState> => keyOf("s", key);
export const states: DiskRange<StoredState> = allOf("s");
/** States behind the one with this key. */
export const statesAfter = (key: string): DiskRange<StoredState> => ({ from: `${key} `, to: states.to });
export const trimmedKey = (key: ConversationKey): DiskKey<number> => keyOf("r", key);
export const entryKey = (key: ConversationKey, position: number): DiskKey<Entry> => keyOf("e", key, position);
export const positionKey = (key: ConversationKey, id: EntryId): DiskKey<number> => keyOf("i", key, id);
export const entriesOf = (key: ConversationKey): DiskRange<Entry> => allOf("e", key);
export const positionsOf = (key: ConversationKey): DiskRange<number> => allOf("i", key);
export const laneKey = (key: ConversationKey): DiskKey<StoredLane> => keyOf("l", key);
export const itemKey = (key: ConversationKey, order: number): DiskKey<OutboxItem> => keyOf("o", key, order);
export const items = (key: ConversationKey): DiskRange<OutboxItem> => allOf("o", key);
export const sendingKey = (until: number, key: ConversationKey): DiskKey<ConversationKey> =>
	keyOf("q", until, key);
export const sending: DiskRange<ConversationKey> = allOf("q");
export const deliveryKey = (key: ConversationKey, id: EntryId): DiskKey<Delivery> => keyOf("d", key, id);
export const deliveriesOf = (key: ConversationKey): DiskRange<Delivery> => allOf("d", key);
export const nativesOf = (key: ConversationKey): DiskRange<EntryId> => allOf("n", key);
export const nativeKey = (key: ConversationKey, id: string): DiskKey<EntryId> => keyOf("n", key, id);
export const undeliveredKey = (at: number, key: ConversationKey, id: EntryId): DiskKey<Undelivered> =>
	keyOf("j", at, key, id);
export const undelivered: DiskRange<Undelivered> = allOf("j");
export const undeliveredAtKey = (
	key: ConversationKey,
	id: EntryId,
): DiskKey<Pick<Undelivered, "entry" | "at">> => keyOf("y", key, id);
export const undeliveredOf = (key: ConversationKey): DiskRange<Pick<Undelivered, "entry" | "at">> =>
	allOf("y", key);
export const timerKey = (due: number, key: ConversationKey, timer: TimerName): DiskKey<DueTimer> =>
	keyOf("t", due, key, timer);
export const timers: DiskRange<DueTimer> = allOf("t");
export const waitingKey = (since: number, key: ConversationKey): DiskKey<Listed> => keyOf("w", since, key);
export const waiting: DiskRange<Listed> = allOf("w");
export const leftKey = (since: number, key: ConversationKey): DiskKey<Listed> => keyOf("wl", since, key);
export const left: DiskRange<Listed> = allOf("wl");
export const heldKey = (app: AppId, key: ConversationKey): DiskKey<Listed> => keyOf("h", app, key);
export const heldBy = (app: AppId): DiskRange<Listed> => allOf("h", app);
export const openKey = (bot: BotId, since: number, key: ConversationKey): DiskKey<Listed> =>
	keyOf("b", bot, since, key);
export const openOf = (bot: BotId): DiskRange<Listed> => allOf("b", bot);
export const taughtKey = (bot: BotId, since: number, key: ConversationKey): DiskKey<Listed> =>
	keyOf("g", bot, since, key);
export const taughtOf = (bot: BotId): DiskRange<Listed> => allOf("g", bot);
export const newsKey = (app: AppId, key: ConversationKey): DiskKey<StoredNews> => keyOf("m", app, key);
export const newsOf = (app: AppId): DiskRange<StoredNews> => allOf("m", app);
export const cursorKey = (app: AppId, key: ConversationKey): DiskKey<number> => keyOf("a", key, app);
export const cursorsOf = (key: ConversationKey): DiskRange<number> => allOf("a", key);
export const presenceKey = (app: AppId): DiskKey<number> => keyOf("p", app);
export const accountKey = (user: UserId): DiskKey<AccountId> => keyOf("u", user);
export const userKey = (account: AccountId, user: UserId): DiskKey<UserId> => keyOf("v", account, user);
export const conversationOfKey = (user: UserId, key: ConversationKey): DiskKey<ConversationKey> =>
	keyOf("z", user, key);
export const conversationsOf = (user: UserId): DiskRange<ConversationKey> => allOf("z", user);
export const factKey = (name: string): DiskKey<StoredFact> => keyOf("f", ...factParts(name));
export const factsAbout = (subject: string): DiskRange<StoredFact> => allOf("f", subject);
export const lapsingKey = (until: number, name: string): DiskKey<string> =>
	keyOf("x", until, ...factParts(name));
export const auditKey = (at: number, id: string): DiskKey<AuditRecord> => keyOf("k", at, id);
export const audit: DiskRange<AuditRecord> = allOf("k");
/** Records before this one. */
export const auditBefore = (at: number, id: string): DiskRange<AuditRecord> => ({
	from: audit.from,
	to: auditKey(at, id),
});
export const auditOfKey = (
	key: ConversationKey,
	at: number,
	id: string,
): DiskKey<Pick<AuditRecord, "at" | "id">> => keyOf("kc", key, at, id);
export const auditOf = (key: ConversationKey): DiskRange<Pick<AuditRecord, "at" | "id">> => allOf("kc", key);
export const usersOf = (account: AccountId): DiskRange<UserId> => allOf("v", account);

export function commandKey(period: number, key: ConversationKey, command: CommandId): DiskKey<Outcome> {
	return keyOf("c", period, key, command);
}

/** Names of facts that have lapsed at `now`. */
export function lapsedAt(now: number): DiskRange<string> {
	return { from: "x ", to: keyOf("x", Math.floor(now) + 1) };
}

export function commandsOf(period: number, key: ConversationKey): DiskRange<Outcome> {
	const prefix = keyOf("c", period, key);
	return { from: `${prefix} `, to: `${prefix}!` };
}

/** The first period, from `from` on, of which outcomes are kept. */
export function firstPeriod(disk: Pick<Disk, "range">, from = 0): number | undefined {
	const [first] = disk.range({ from: keyOf("c", from), to: "c!", limit: 1 });
	return first === undefined ? undefined : Number(first.key.split(" ")[1]);
}

/** Outcomes of commands that were made before the period. */
export function commandsBefore(period: number): DiskRange<Outcome> {
	return { from: "c ", to: keyOf("c", period) };
}

/** Timers that are due at `now`. */
export function timersUntil(now: number): DiskRange<DueTimer> {
	return { from: timers.from, to: keyOf("t", Math.floor(now) + 1) };
}

/** Entries from `first` to `last`, both included. */
export function entriesFrom(key: ConversationKey, first: number, last: number): DiskRange<Entry> {
	return { from: entryKey(key, first), to: entryKey(key, last + 1) };
}

/** Parts have no spaces, so that a space ends each and comes before all that a part may have. */
export function keyOf(...parts: readonly (string | number)[]): string {
	return parts.map((part) => (typeof part === "number" ? numberPart(part) : textPart(part))).join(" ");
}

export function allOf(...parts: readonly string[]): { readonly from: string; readonly to: string } {
	const prefix = keyOf(...parts);
	return { from: `${prefix} `, to: `${prefix}!` };
}

/** Numbers of one length, so that they are in order as text. */
function numberPart(value: number): string {
	return String(Math.min(Math.max(Math.ceil(value), 0), Number.MAX_SAFE_INTEGER)).padStart(16, "0");
}

/** As it is where it is short and plain, and otherwise its hash; "!" begins a hash and nothing else. */
function textPart(text: string): string {
	if (plain.test(text)) return text;
	return `!${createHash("sha256").update(text, "utf16le").digest("base64url")}`;
}
