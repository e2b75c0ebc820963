import { systemClock } from "../clock.js";
import type { AppId } from "../control/control.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Loaded, Store } from "../conversation/store.js";
import { type StoreClock, sevenDaysMs } from "./change-rules.js";
import { noteAudit, readAudit, trimAudit } from "./memory-audit.js";
import { commitToMemory, noteSending } from "./memory-commit.js";
import { linkUser, type MemoryData, mailboxOf, memoryData } from "./memory-data.js";
import { eraseFromMemory, eraseUserFromMemory, tombstoneOf } from "./memory-erase.js";
import { factOf, keepFact } from "./memory-facts.js";
import { pick } from "./memory-listing.js";
import { emptyOutbox, findEntryById, hasLane, type MemoryRecord, recall, takeLane } from "./memory-record.js";
import { begin, deliveryOf, noteDelivery, settle, viewOutbox } from "./memory-sending.js";
import { dueTimers, nextDue } from "./memory-timers.js";
import { expireInMemory, pageOfMemory, trimInMemory } from "./memory-trim.js";
import { takeOff } from "./memory-undelivered.js";
import { spanOf } from "./page.js";
import { thirtyDaysMs } from "./tombstone.js";

export interface MemoryStoreOptions {
	readonly clock?: StoreClock | undefined;
	/** What it keeps: give the same data to another store to go on where the first one stopped. */
	readonly data?: MemoryData | undefined;
	/** How long a command's outcome is remembered at least, in milliseconds. */
	readonly rememberMs?: number | undefined;
	/** How long an erased conversation leaves a tombstone, in milliseconds. Default: 30 days. */
	readonly tombstoneMs?: number | undefined;
}

type Part<Name extends keyof Store> = Pick<Store, Name>;

const unknown: Loaded = { conversation: undefined, outbox: emptyOutbox, recorded: undefined };

/**
 * Keeps everything in this process, and nothing after it: for tests and first steps. Answers at once, without
 * promises.
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
	const { clock = systemClock, data = memoryData() } = options;
	const { rememberMs = sevenDaysMs, tombstoneMs = thirtyDaysMs } = options;
	return {
		now: () => clock.now(),
		load(key, command) {
			const record = data.records.get(key);
			if (record === undefined) {
				const erased = tombstoneOf(data, key, clock.now());
				return erased === undefined ? unknown : { ...unknown, erased };
			}
			const recorded = command === undefined ? undefined : recall(record, command);
			return { conversation: record.conversation, outbox: record.outbox, recorded };
		},
		commit: (change, lane) => commitToMemory(data, change, { now: clock.now(), rememberMs, lane }),
		erase: (key) => eraseFromMemory(data, key, { now: clock.now(), tombstoneMs }),
		eraseUser: (user) => eraseUserFromMemory(data, user),
		expire: (key, expected) => expireInMemory(data, key, { expected, now: clock.now(), tombstoneMs }),
		trim: (key, request) => trimInMemory(data, key, request),
		readConversations: (limit, from) => pageOfMemory(data, limit, from),
		...readingLogs(data),
		...mailboxes(data),
		...lanes(data, clock),
		...deliveries(data, clock),
		...listings(data, clock),
		...links(data),
		...facts(data, clock),
		readAudit: (page) => readAudit(data.audit, page),
		writeAudit: (record) => noteAudit(data.audit, record),
		trimAudit: (request) => trimAudit(data.audit, request),
		readPresence: (app) => data.presence.get(app),
		writePresence(app, until) {
			data.presence.set(app, until);
		},
		close() {},
	};
}

function readingLogs({ records }: MemoryData): Part<"readEntries" | "readEntry"> {
	return {
		readEntries(key, page) {
			const record = records.get(key);
			if (record === undefined) return [];
			const { log, trimmed } = record;
			const { first, last } = spanOf(page, { length: log.length + trimmed, trimmed });
			return last < first ? [] : log.slice(first - 1 - trimmed, last - trimmed);
		},
		readEntry(key, id) {
			const record = records.get(key);
			return record === undefined ? undefined : findEntryById(record, id);
		},
	};
}

function mailboxes(data: MemoryData): Part<"readNews" | "readCursor" | "acknowledge"> {
	return {
		readNews: (app) => [...(data.mailboxes.get(app)?.news.keys() ?? [])],
		readCursor: (app, key) => data.mailboxes.get(app)?.cursors.get(key) ?? 0,
		acknowledge: (app, key, position) => acknowledge(data, { app, key, position }),
	};
}

function acknowledge(
	data: MemoryData,
	{ app, key, position }: { readonly app: AppId; readonly key: ConversationKey; readonly position: number },
): void {
	if (!data.records.has(key)) return;
	const { news, cursors } = mailboxOf(data, app);
	if (position > (cursors.get(key) ?? 0)) cursors.set(key, position);
	const told = news.get(key);
	if (told !== undefined && told <= position) news.delete(key);
}

function lanes(
	data: MemoryData,
	clock: StoreClock,
): Part<"takeLane" | "readOutbox" | "beginSend" | "settleSend" | "leaveLane" | "readLanes"> {
	return {
		takeLane(key, request) {
			const record = data.records.get(key);
			return record === undefined ? undefined : takeLane(record, clock.now(), request);
		},
		readOutbox(key) {
			const record = data.records.get(key);
			return record === undefined ? [] : viewOutbox(record);
		},
		beginSend(key, item, token, deadline) {
			const record = data.records.get(key);
			return record !== undefined && hasLane(record, token) && begin(record, item, deadline);
		},
		settleSend(key, item, token, delivery) {
			const record = data.records.get(key);
			if (record === undefined || !hasLane(record, token)) return false;
			settle(record, item, { delivery, noting: { undelivered: data.undelivered, now: clock.now() } });
			noteSending(data, record);
			return true;
		},
		leaveLane(key, token) {
			const record = data.records.get(key);
			if (record === undefined || !hasLane(record, token)) return true;
			if (record.outbox.length > 0) return false;
			record.laneProcess = undefined;
			record.laneUntil = 0;
			return true;
		},
		readLanes: (limit) => freeFirst(data, clock.now()).slice(0, Math.max(limit, 0)),
	};
}

function freeFirst({ records, sending }: MemoryData, now: number): readonly ConversationKey[] {
	const isHeld = (record: MemoryRecord | undefined): boolean => (record?.laneUntil ?? 0) > now;
	const keys = [...sending];
	return [
		...keys.filter((key) => !isHeld(records.get(key))),
		...keys.filter((key) => isHeld(records.get(key))),
	];
}

function deliveries(
	{ records, undelivered }: MemoryData,
	clock: StoreClock,
): Part<"readDeliveries" | "recordDelivery" | "findEntry" | "readUndelivered" | "settleUndelivered"> {
	return {
		readDeliveries(key, entries) {
			const record = records.get(key);
			if (record === undefined) return [];
			return entries.flatMap((entry) => deliveryOf(record, entry) ?? []);
		},
		recordDelivery(key, delivery) {
			const record = records.get(key);
			if (record !== undefined) noteDelivery(record, delivery, { undelivered, now: clock.now() });
		},
		readUndelivered: (limit) => [...undelivered.values()].reverse().slice(0, Math.max(limit, 0)),
		settleUndelivered: (key, entry) => takeOff(undelivered, key, entry),
		findEntry: (key, nativeId) => records.get(key)?.natives?.get(nativeId),
	};
}

function listings(
	{ timers, listings: { waiting, left, heldBy, openOf, taughtOf } }: MemoryData,
	clock: StoreClock,
): Part<
	"readDueTimers" | "nextTimer" | "readWaiting" | "readLeft" | "readHeldBy" | "readOpen" | "readTaught"
> {
	return {
		readDueTimers: (limit) => dueTimers(timers, clock.now(), limit),
		nextTimer: () => nextDue(timers),
		readWaiting: (limit) => pick(waiting, limit, "oldest"),
		readLeft: (limit) => pick(left, limit, "oldest"),
		readHeldBy: (app) => pick(heldBy.get(app), Number.POSITIVE_INFINITY, "oldest"),
		readOpen: (bot, limit) => pick(openOf.get(bot), limit, "newest"),
		readTaught: (bot, limit) => pick(taughtOf.get(bot), limit, "newest"),
	};
}

function facts({ facts }: MemoryData, clock: StoreClock): Part<"readFact" | "writeFact" | "claimFact"> {
	return {
		readFact: (name) => factOf(facts, name, clock.now()),
		writeFact: (name, value, forMs) => keepFact(facts, { name, value, forMs, now: clock.now() }),
		claimFact(name, value, forMs) {
			const now = clock.now();
			const standing = factOf(facts, name, now);
			if (standing !== undefined) return standing;
			keepFact(facts, { name, value, forMs, now });
			return value;
		},
	};
}

function links(data: MemoryData): Part<"readConversationsOf" | "readLink" | "writeLink" | "readUsers"> {
	return {
		readConversationsOf: (user) => [...(data.conversationsOf.get(user) ?? [])],
		readLink: (user) => data.accounts.get(user),
		writeLink: (user, account) => linkUser(data, user, account),
		readUsers: (account) => [...(data.users.get(account) ?? [])],
	};
}
