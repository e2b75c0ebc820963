import { systemClock } from "../clock.js";
import type { Spool } from "../conversation/spool.js";
import type { Store } from "../conversation/store.js";
import { BatonError } from "../error.js";
import type { StoreClock } from "./change-rules.js";
import type { Disk } from "./disk.js";
import { diskSpool } from "./disk-spool.js";
import { diskStore } from "./disk-store.js";
import { lmdbDisk } from "./lmdb-disk.js";
import type { Encryption } from "./seal.js";

export type { Encryption } from "./seal.js";

export interface EmbeddedStoreOptions {
	/** Directory of the database, or a file if it has an extension; made if it is not there. */
	readonly path: string;
	/**
	 * Whether what is acknowledged is on the disk; true by default. False is some ten times as fast for a single
	 * conversation: what is acknowledged still survives the end of any process, but a power cut or a crash of the
	 * machine may take it back, or damage the whole database. Only for what can be lost.
	 */
	readonly flush?: boolean | undefined;
	readonly clock?: StoreClock | undefined;
	/** How long a command's outcome is remembered at least, in milliseconds. */
	readonly rememberMs?: number | undefined;
	/** How long an erased conversation leaves a tombstone, in milliseconds. Default: 30 days. */
	readonly tombstoneMs?: number | undefined;
	/**
	 * Keys under which everything is encrypted, and names in keys are hidden. Default: nothing is. A store is encrypted
	 * from its beginning or not at all.
	 */
	readonly encryption?: Encryption | undefined;
}

/**
 * Keeps conversations in an LMDB database on this machine. What it acknowledges survives `kill -9` and, with
 * `flush`, the loss of power. Nothing is loaded at the start. Several processes may share one path.
 *
 * A process that is stopped (not ended) while it writes holds up the writers of the others until it goes on.
 *
 * ```ts
 * const store = embeddedStore({ path: "data/conversations" });
 * ```
 *
 * @throws BatonError `store-failed` if the database cannot be opened, `store-layout-unknown` if another version
 * of Baton wrote it in a way that this one does not know. With `encryption`: `bad-encryption-options`,
 * `store-wrong-key`, `store-key-missing` if something is sealed under a key that is not given, `store-not-sealed`;
 * without: `store-sealed`. What was changed by others is `store-tampered` when it is read.
 */
export function embeddedStore({ path, flush = true, ...options }: EmbeddedStoreOptions): Store {
	return { ...diskStore({ disk: openDisk(path, flush), ...options }), residue };
}

/** Where a spool is and how it is kept. */
export type EmbeddedSpoolOptions = Pick<EmbeddedStoreOptions, "path" | "clock" | "encryption">;

/**
 * Keeps what users say on this machine while the store is away, in an LMDB database: acknowledged when it is on the disk.
 * The processes of a machine may share one path; machines have each their own.
 *
 * ```ts
 * createHandoff({ bot, store, spool: embeddedSpool({ path: "data/spool" }) });
 * ```
 *
 * @throws BatonError as `embeddedStore` does
 */
export function embeddedSpool({ path, clock = systemClock, encryption }: EmbeddedSpoolOptions): Spool {
	return diskSpool({ disk: openDisk(path, true), clock, encryption });
}

const residue = [
	"Pages of the database file that are free again, until they are reused",
	"Copies and backups of the database file, until they expire",
] as const;

function openDisk(path: string, flush: boolean): Disk {
	try {
		return lmdbDisk({ path, flush });
	} catch (cause) {
		throw new BatonError(
			"store-failed",
			`Cannot open the embedded store at ${JSON.stringify(path)}: check that the path can be written to`,
			{ cause },
		);
	}
}
