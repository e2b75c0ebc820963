import type { AuditRecord } from "../conversation/audit.js";

/** In the order of time; by their ids where that is the same. */
export function isBefore(
	one: Pick<AuditRecord, "at" | "id">,
	other: Pick<AuditRecord, "at" | "id"> | undefined,
): boolean {
	if (other === undefined) return true;
	return one.at < other.at || (one.at === other.at && one.id < other.id);
}

/** At most this many records are removed at once. */
export const auditTrimmedAtOnce = 500;
