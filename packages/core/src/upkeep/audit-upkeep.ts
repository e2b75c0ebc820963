import type { AuditRecord } from "../conversation/audit.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Store } from "../conversation/store.js";

/** How much of the audit log is kept, and how long. */
export interface AuditOptions {
	/** At most about this many records. Default: 100,000. */
	readonly entries?: number | undefined;
	/** In milliseconds. Default: a year. */
	readonly ageMs?: number | undefined;
	/**
	 * Whether it stays who did what, and when, in conversations of a person who is erased, without a word of whose they
	 * were. Default: false, all of it goes.
	 */
	readonly keepErased?: boolean | undefined;
}

const yearMs = 365 * 24 * 3_600_000;
const pageSize = 500;

export async function boundAudit(
	store: Store,
	{ entries = 100_000, ageMs = yearMs }: AuditOptions,
): Promise<void> {
	while ((await store.trimAudit({ keep: entries, olderThan: store.now() - ageMs })) > 0) {
		// A long log is trimmed in several goes.
	}
}

/** Writes what was done in the conversations once more, as of nobody's. Again, it writes the same. */
export async function keepAnonymous(store: Store, keys: readonly ConversationKey[]): Promise<void> {
	for await (const record of readAll(store)) {
		const { conversation } = record;
		if (conversation === undefined || !keys.includes(conversation)) continue;
		await store.writeAudit({
			...{ ...record, id: `~${record.id}` },
			...{ conversation: undefined, about: undefined },
		});
	}
}

async function* readAll(store: Store): AsyncGenerator<AuditRecord> {
	let page = await store.readAudit({ limit: pageSize });
	while (page.length > 0) {
		yield* page;
		page = await store.readAudit({ limit: pageSize, before: page.at(-1) });
	}
}
