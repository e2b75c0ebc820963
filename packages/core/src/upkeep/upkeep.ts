import type { Clock } from "../clock.js";
import type { AppId } from "../control/control.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { App, ProcessId } from "../conversation/participants.js";
import type { Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";
import { cutAbsent } from "./absent-apps.js";
import { type AuditOptions, boundAudit } from "./audit-upkeep.js";

/** How much is kept, and how long. What is not given is kept. */
export interface Retention {
	/** At most about this many entries per conversation. */
	readonly entries?: number | undefined;
	/** Entries are kept for about this long, in milliseconds. */
	readonly ageMs?: number | undefined;
	/**
	 * A conversation whose session has ended is removed after about this long without a word, in milliseconds. With it
	 * go the ids of its messages: no shorter than the time for which a platform repeats a webhook, 7 days.
	 */
	readonly idleConversationMs?: number | undefined;
	/**
	 * What an app is still to be told is replaced by a line that says where to read it, when the app has been away for this
	 * long, in milliseconds. Default: 7 days.
	 */
	readonly absenceMs?: number | undefined;
}

export interface UpkeepOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly process: ProcessId;
	readonly door: Door;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly retention: Retention | undefined;
	readonly audit: AuditOptions | undefined;
}

/** Keeps the store within its bounds and under its current key, a little at a time. */
export interface Upkeep {
	start(): void;
	stop(): void;
}

const sevenDaysMs = 7 * 24 * 3_600_000;
/** Conversations that one step looks at, and records that it seals anew. */
const stepSize = 100;
const stepMs = 1_000;
/** Between the end of one walk over everything and the next. */
const restMs = 3_600_000;
/** Who walks. Another process takes over when the one that did renews this no more. */
const walker = "upkeep:walker";
const walkerForMs = 60_000;

/** One process of all walks, in steps that take little time each. */
export function createUpkeep(options: UpkeepOptions): Upkeep {
	const { store, clock, logger, process, retention = {}, audit = {} } = options;
	const { absenceMs = sevenDaysMs } = retention;
	let callOff: (() => void) | undefined;
	let conversations: string | undefined;
	let records: string | undefined;

	function stepIn(ms: number): void {
		callOff = clock.after(ms, () => {
			void step()
				.catch((error: unknown) => {
					logger.error("upkeep-failed", { error });
					return walkerForMs;
				})
				.then((next) => {
					if (callOff !== undefined) stepIn(next);
				});
		});
	}

	/** How long to wait for the next one. */
	async function step(): Promise<number> {
		if ((await store.claimFact(walker, process, walkerForMs)) !== process) return walkerForMs;
		await store.writeFact(walker, process, walkerForMs);
		const isOver = [await stepOverConversations(), await stepOverRecords()];
		if (!isOver.every(Boolean)) return stepMs;
		await cutAbsent({ ...options, absenceMs });
		await boundAudit(store, audit);
		await store.writeFact(walker, process, restMs + walkerForMs);
		return restMs;
	}

	async function stepOverConversations(): Promise<boolean> {
		const { entries, ageMs, idleConversationMs } = retention;
		if ((entries ?? ageMs ?? idleConversationMs) === undefined) return true;
		const { keys, next } = await store.readConversations(stepSize, conversations);
		for (const key of keys) await keepWithin(store, key, retention);
		conversations = next;
		return next === undefined;
	}

	async function stepOverRecords(): Promise<boolean> {
		const page = await store.reseal?.(stepSize, records);
		records = page?.next;
		return records === undefined;
	}

	return {
		start() {
			stepIn(stepMs);
		},
		stop() {
			callOff?.();
			callOff = undefined;
		},
	};
}

async function keepWithin(store: Store, key: ConversationKey, retention: Retention): Promise<void> {
	const { entries, ageMs, idleConversationMs } = retention;
	const now = store.now();
	if (idleConversationMs !== undefined) {
		const { conversation } = await store.load(key);
		const isIdle = conversation !== undefined && hasEndedBefore(conversation, now - idleConversationMs);
		if (isIdle && (await store.expire(key, conversation))) return;
	}
	if (entries === undefined && ageMs === undefined) return;
	const olderThan = ageMs === undefined ? undefined : now - ageMs;
	while ((await store.trim(key, { keep: entries, olderThan })) > 0) {
		// A long log is trimmed in several goes.
	}
}

/** A message that was left for people is kept until they have it. */
function hasEndedBefore({ control, session, turns, unmet }: Conversation, time: number): boolean {
	const isOver = control.phase === "bot" && !session.open && turns.length === 0;
	return isOver && unmet?.message === undefined && session.last < time;
}
