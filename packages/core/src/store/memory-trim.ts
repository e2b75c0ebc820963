import type { AppId } from "../control/control.js";
import type { Change } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ConversationPage, TrimRequest } from "../conversation/store.js";
import { isCurrent } from "./change-rules.js";
import type { MemoryData } from "./memory-data.js";
import { bury, type EraseOptions, removeRecord } from "./memory-erase.js";
import { findEntryById } from "./memory-record.js";
import { takeOff } from "./memory-undelivered.js";
import { newTombstone } from "./tombstone.js";
import { trimmedAtOnce, trimmedOf } from "./trim-rules.js";

export function trimInMemory(data: MemoryData, key: ConversationKey, request: TrimRequest): number {
	const record = data.records.get(key);
	if (record === undefined) return 0;
	const { conversation, log, outbox, natives, deliveries } = record;
	const cursors = unread(data, key).map((app) => data.mailboxes.get(app)?.cursors.get(key) ?? 0);
	const unsent = outbox.flatMap(({ id }) => findEntryById(record, id)?.position ?? []);
	const gone = trimmedOf(log.slice(0, trimmedAtOnce), request, { conversation, cursors, unsent });
	log.splice(0, gone.length);
	record.trimmed += gone.length;
	const ids = new Set(gone.map(({ id }) => id));
	for (const id of ids) {
		record.byId?.delete(id);
		deliveries?.delete(id);
		takeOff(data.undelivered, key, id);
	}
	for (const [native, id] of natives ?? []) if (ids.has(id)) natives?.delete(native);
	return gone.length;
}

/** Nothing is lost with a conversation in which nothing is unsent and nobody has still to be told anything. */
export function expireInMemory(
	data: MemoryData,
	key: ConversationKey,
	{ expected, ...options }: EraseOptions & { readonly expected: Change["expected"] },
): boolean {
	const record = data.records.get(key);
	if (record === undefined || !isCurrent(record.conversation, expected, undefined)) return false;
	if (record.outbox.length > 0 || unread(data, key).length > 0) return false;
	bury(data, key, { tombstone: newTombstone(record.conversation, undefined), ...options });
	removeRecord(data, key, record);
	return true;
}

/** Records are kept in the order of their making: from the one on that was made as number `from`. */
export function pageOfMemory(
	{ records }: Pick<MemoryData, "records">,
	limit: number,
	from: string | undefined,
): ConversationPage {
	const first = from === undefined ? 0 : Number(from);
	const keys: ConversationKey[] = [];
	for (const [key, { number }] of records) {
		if (number < first) continue;
		if (keys.length >= limit) return { keys, next: String(number) };
		keys.push(key);
	}
	return { keys, next: undefined };
}

function unread({ mailboxes }: MemoryData, key: ConversationKey): readonly AppId[] {
	return [...mailboxes].filter(([, { news }]) => news.has(key)).map(([app]) => app);
}
