import type { AuditPage, AuditRecord } from "../conversation/audit.js";
import type { ConversationKey } from "../conversation/key.js";
import type { TrimRequest } from "../conversation/store.js";
import { auditTrimmedAtOnce } from "./audit-rules.js";
import { type Batch, type Disk, type Operation, type Plan, put } from "./disk.js";
import { audit, auditBefore, auditKey, auditOf, auditOfKey } from "./disk-key.js";

/** A record, and where it is found by its conversation. */
export function writeAudit(record: AuditRecord): readonly Operation[] {
	const { at, id, conversation } = record;
	const row = put(auditKey(at, id), record, 1);
	if (conversation === undefined) return [row];
	return [row, put(auditOfKey(conversation, at, id), { at, id }, 1)];
}

export function planAudit(record: AuditRecord): Plan<undefined> {
	return { batch: { conditions: [], operations: writeAudit(record) }, answer: undefined };
}

export function readAudit(disk: Disk, { before, limit }: AuditPage): readonly AuditRecord[] {
	const range = before === undefined ? audit : auditBefore(before.at, before.id);
	return disk.range({ ...range, limit, reverse: true }).map(({ value }) => value);
}

export function planTrimAudit(disk: Disk, { keep, olderThan = 0 }: TrimRequest): Plan<number> {
	const over = keep === undefined ? 0 : disk.count(audit) - keep;
	const oldest = disk.range({ ...audit, limit: auditTrimmedAtOnce });
	const gone = oldest.filter(({ value }, index) => index < over || value.at < olderThan);
	const operations = gone.flatMap(({ value }) => removeAudit(value));
	return gone.length === 0 ? { answer: 0 } : { batch: { conditions: [], operations }, answer: gone.length };
}

/** What anybody did in a conversation that is erased. */
export function forgetAudit(
	disk: Disk,
	key: ConversationKey,
): { readonly batch: Batch; readonly count: number } {
	const rows = disk.range(auditOf(key));
	const operations = rows.flatMap(({ value: { at, id } }) => removeAudit({ at, id, conversation: key }));
	return { batch: { conditions: [], operations }, count: rows.length };
}

function removeAudit({
	at,
	id,
	conversation,
}: Pick<AuditRecord, "at" | "id" | "conversation">): readonly Operation[] {
	const row = { remove: auditKey(at, id) };
	return conversation === undefined ? [row] : [row, { remove: auditOfKey(conversation, at, id) }];
}
