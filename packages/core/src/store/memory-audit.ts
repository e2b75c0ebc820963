import type { AuditPage, AuditRecord } from "../conversation/audit.js";
import type { ConversationKey } from "../conversation/key.js";
import type { TrimRequest } from "../conversation/store.js";
import { auditTrimmedAtOnce, isBefore } from "./audit-rules.js";

/** What was done, by id, in the order of writing. */
export type MemoryAudit = Map<string, AuditRecord>;

/** More than this is never kept: what is kept in memory is gone with the process anyway. */
const auditKept = 10_000;

export function noteAudit(audit: MemoryAudit, record: AuditRecord): void {
	audit.set(record.id, record);
	if (audit.size <= auditKept) return;
	for (const id of audit.keys()) {
		audit.delete(id);
		return;
	}
}

export function readAudit(audit: MemoryAudit, { before, limit }: AuditPage): readonly AuditRecord[] {
	const earlier = [...audit.values()].filter((record) => isBefore(record, before));
	return earlier.sort((one, other) => (isBefore(one, other) ? 1 : -1)).slice(0, Math.max(limit, 0));
}

export function trimAudit(audit: MemoryAudit, { keep, olderThan = 0 }: TrimRequest): number {
	const all = readAudit(audit, { limit: audit.size });
	const gone = all.filter((record, index) => index >= (keep ?? all.length) || record.at < olderThan);
	const oldest = gone.slice(-auditTrimmedAtOnce);
	for (const { id } of oldest) audit.delete(id);
	return oldest.length;
}

/** What anybody did in a conversation that is erased. Returns how much it was. */
export function forgetAudit(audit: MemoryAudit, key: ConversationKey): number {
	const about = [...audit.values()].filter(({ conversation }) => conversation === key);
	for (const { id } of about) audit.delete(id);
	return about.length;
}
