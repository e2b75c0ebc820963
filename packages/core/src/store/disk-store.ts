import { systemClock } from "../clock.js";
import type { Conversation } from "../conversation/conversation.js";
import type { ConversationKey } from "../conversation/key.js";
import { readState, type Schema, shippedSchema } from "../conversation/schema.js";
import type { Loaded, Store } from "../conversation/store.js";
import { BatonError } from "../error.js";
import { type StoreClock, sevenDaysMs } from "./change-rules.js";
import { carryOut, type Disk } from "./disk.js";
import { planAudit, planTrimAudit, readAudit } from "./disk-audit.js";
import { planCommit, recall } from "./disk-commit.js";
import { planReport, readDelivery } from "./disk-delivery.js";
import { planErase, planEraseUser, tombstoneOf } from "./disk-erase.js";
import { factOf, planClaim, planFact } from "./disk-facts.js";
import {
	accountKey,
	conversationsOf,
	cursorKey,
	entriesFrom,
	entryKey,
	heldBy,
	laneKey,
	layoutKey,
	left,
	nativeKey,
	newsOf,
	openOf,
	positionKey,
	presenceKey,
	secretKey,
	sending,
	stateKey,
	taughtOf,
	timers,
	timersUntil,
	trimmedKey,
	undelivered,
	waiting,
} from "./disk-key.js";
import { planBegin, planLeave, planSettle, planTake } from "./disk-lane.js";
import { planAcknowledge, planLink, planPresence, readLinked } from "./disk-mailbox.js";
import { readItems, readViews } from "./disk-outbox.js";
import { pageOfDisk, planExpire, planTrim } from "./disk-trim.js";
import { planSettled } from "./disk-undelivered.js";
import { guardedDisk } from "./guarded-disk.js";
import { spanOf } from "./page.js";
import type { Encryption } from "./seal.js";
import { sealedDisk, unsealedDisk } from "./sealed-disk.js";
import { newSecret, thirtyDaysMs } from "./tombstone.js";

export interface DiskStoreOptions {
	readonly disk: Disk;
	readonly clock?: StoreClock | undefined;
	/** How long a command's outcome is remembered at least, in milliseconds. */
	readonly rememberMs?: number | undefined;
	/** How long an erased conversation leaves a tombstone, in milliseconds. */
	readonly tombstoneMs?: number | undefined;
	/** Keys under which everything is encrypted. Default: nothing is. */
	readonly encryption?: Encryption | undefined;
	/** How states are read. Default: as this version of Baton does. */
	readonly schema?: Schema | undefined;
}

type Part<Name extends keyof Store> = Pick<Store, Name>;

const layout = 2;
const unknown: Loaded = { conversation: undefined, outbox: [], recorded: undefined };

/**
 * The embedded store over any disk. It keeps nothing in memory: each function reads what it needs, and writes under
 * the condition that nobody else has written meanwhile, so that several may share a disk.
 *
 * @throws BatonError `store-layout-unknown` if the disk was written by a version of Baton that this one cannot read, and
 * what `sealedDisk` throws
 */
export function diskStore({
	disk: bare,
	clock = systemClock,
	rememberMs = sevenDaysMs,
	tombstoneMs = thirtyDaysMs,
	encryption,
	schema = shippedSchema,
}: DiskStoreOptions): Store {
	const guarded = guardedDisk(bare);
	const sealed = encryption === undefined ? undefined : sealedDisk(guarded, encryption);
	const disk = sealed ?? unsealedDisk(guarded);
	checkLayout(disk);
	const secret = disk.settle(secretKey, newSecret());
	const erasing = { secret, tombstoneMs };
	return {
		now: () => clock.now(),
		load(key, command) {
			const conversation = conversationIn(disk, key, schema);
			const outbox = readItems(disk, key, disk.get(laneKey(key))?.value);
			const recorded = recall(disk, { key, command }, { now: clock.now(), rememberMs });
			if (conversation !== undefined) return { conversation, outbox, recorded };
			const erased = tombstoneOf(disk, key, { secret, now: clock.now() });
			return erased === undefined ? unknown : { ...unknown, erased };
		},
		commit: (change, lane) =>
			carryOut(disk, () => planCommit(disk, change, { now: clock.now(), rememberMs, secret, lane })),
		erase: (key) => carryOut(disk, () => planErase(disk, key, { ...erasing, now: clock.now() })),
		eraseUser: (user) => carryOut(disk, () => planEraseUser(disk, user)),
		expire: (key, expected) =>
			carryOut(disk, () => planExpire(disk, key, { ...erasing, expected, now: clock.now() })),
		trim: (key, request) => carryOut(disk, () => planTrim(disk, key, { request, schema })),
		readConversations: (limit, from) => pageOfDisk(disk, limit, from),
		...logs(disk),
		...mailboxes(disk),
		...lanes(disk, clock),
		...deliveries(disk, clock),
		...listings(disk, clock),
		...links(disk),
		...facts(disk, clock),
		readAudit: (page) => readAudit(disk, page),
		writeAudit: (record) => carryOut(disk, () => planAudit(record)),
		trimAudit: (request) => carryOut(disk, () => planTrimAudit(disk, request)),
		...(sealed === undefined ? {} : { reseal: sealed.reseal }),
		close: () => disk.close(),
	};
}

function conversationIn(disk: Disk, key: ConversationKey, schema: Schema): Conversation | undefined {
	const state = disk.get(stateKey(key))?.value.conversation;
	return state === undefined ? undefined : readState(state, schema);
}

function checkLayout(disk: Disk): void {
	const found = disk.settle(layoutKey, layout);
	if (found === layout) return;
	throw new BatonError(
		"store-layout-unknown",
		`Cannot open the store: it has layout ${found} and this version of Baton reads layout ${layout}, use the version that wrote it, or begin a new one`,
	);
}

function logs(disk: Disk): Part<"readEntries" | "readEntry"> {
	return {
		readEntries(key, page) {
			const length = disk.get(stateKey(key))?.value.conversation.position ?? 0;
			const trimmed = disk.get(trimmedKey(key))?.value ?? 0;
			const { first, last } = spanOf(page, { length, trimmed });
			return last < first ? [] : disk.range(entriesFrom(key, first, last)).map(({ value }) => value);
		},
		readEntry(key, id) {
			const position = disk.get(positionKey(key, id))?.value;
			return position === undefined ? undefined : disk.get(entryKey(key, position))?.value;
		},
	};
}

function mailboxes(disk: Disk): Part<"readNews" | "readCursor" | "acknowledge"> {
	return {
		readNews: (app) => disk.range(newsOf(app)).map(({ value }) => value.key),
		readCursor: (app, key) => disk.get(cursorKey(app, key))?.value ?? 0,
		acknowledge: (app, key, position) => carryOut(disk, () => planAcknowledge(disk, app, { key, position })),
	};
}

function lanes(
	disk: Disk,
	clock: StoreClock,
): Part<"takeLane" | "readOutbox" | "beginSend" | "settleSend" | "leaveLane" | "readLanes"> {
	return {
		takeLane: (key, request) => carryOut(disk, () => planTake(disk, key, { now: clock.now(), request })),
		readOutbox: (key) => readViews(disk, key),
		beginSend: (key, id, token, deadline) =>
			carryOut(disk, () => planBegin(disk, key, { id, token, deadline })),
		settleSend: (key, item, token, delivery) =>
			carryOut(disk, () => planSettle(disk, key, { item, token, delivery, now: clock.now() })),
		leaveLane: (key, token) => carryOut(disk, () => planLeave(disk, key, token)),
		readLanes: (limit) => disk.range({ ...sending, limit }).map(({ value }) => value),
	};
}

function deliveries(
	disk: Disk,
	clock: StoreClock,
): Part<"readDeliveries" | "recordDelivery" | "findEntry" | "readUndelivered" | "settleUndelivered"> {
	return {
		readDeliveries: (key, entries) => entries.flatMap((entry) => readDelivery(disk, key, entry) ?? []),
		async recordDelivery(key, delivery) {
			await carryOut(disk, () => planReport(disk, key, { report: delivery, now: clock.now() }));
		},
		readUndelivered: (limit) =>
			disk.range({ ...undelivered, limit, reverse: true }).map(({ value }) => value),
		settleUndelivered: (key, entry) => carryOut(disk, () => planSettled(disk, key, entry)),
		findEntry: (key, nativeId) => disk.get(nativeKey(key, nativeId))?.value,
	};
}

function listings(
	disk: Disk,
	clock: StoreClock,
): Part<
	"readDueTimers" | "nextTimer" | "readWaiting" | "readLeft" | "readHeldBy" | "readOpen" | "readTaught"
> {
	return {
		readDueTimers: (limit) => disk.range({ ...timersUntil(clock.now()), limit }).map(({ value }) => value),
		nextTimer: () => disk.range({ ...timers, limit: 1 })[0]?.value.dueAt,
		readWaiting: (limit) => disk.range({ ...waiting, limit }).map(({ value }) => value),
		readLeft: (limit) => disk.range({ ...left, limit }).map(({ value }) => value),
		readHeldBy: (app) =>
			disk
				.range(heldBy(app))
				.map(({ value }) => value)
				.sort((one, other) => one.since - other.since),
		readOpen: (bot, limit) => disk.range({ ...openOf(bot), limit, reverse: true }).map(({ value }) => value),
		readTaught: (bot, limit) =>
			disk.range({ ...taughtOf(bot), limit, reverse: true }).map(({ value }) => value),
	};
}

function facts(disk: Disk, clock: StoreClock): Part<"readFact" | "writeFact" | "claimFact"> {
	return {
		readFact: (name) => factOf(disk, name, clock.now()),
		writeFact: (name, value, forMs) =>
			carryOut(disk, () => planFact(disk, { name, value, forMs, now: clock.now() })),
		claimFact: (name, value, forMs) =>
			carryOut(disk, () => planClaim(disk, { name, value, forMs, now: clock.now() })),
	};
}

function links(
	disk: Disk,
): Part<"readConversationsOf" | "readLink" | "writeLink" | "readUsers" | "readPresence" | "writePresence"> {
	return {
		readPresence: (app) => disk.get(presenceKey(app))?.value,
		writePresence: (app, until) => carryOut(disk, () => planPresence(disk, app, until)),
		readConversationsOf: (user) => disk.range(conversationsOf(user)).map(({ value }) => value),
		readLink: (user) => disk.get(accountKey(user))?.value,
		writeLink: (user, account) => carryOut(disk, () => planLink(disk, user, account)),
		readUsers: (account) => readLinked(disk, account),
	};
}
