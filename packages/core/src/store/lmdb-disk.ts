import { type Database, open } from "lmdb";
import type { Batch, Condition, Disk, DiskKey, DiskRange, DiskRow, Operation } from "./disk.js";

export interface LmdbDiskOptions {
	readonly path: string;
	readonly flush: boolean;
}

type Rows = Database<string, string>;
type Write = (rows: Rows) => void;

/** A disk on LMDB. Batches of many conversations that are under way at once share a transaction and its flush. */
export function lmdbDisk({ path, flush }: LmdbDiskOptions): Disk {
	const rows: Rows = open<string, string>({
		path,
		encoding: "string",
		useVersions: true,
		// A transaction is flushed before anybody can read it, and not after.
		overlappingSync: false,
		noSync: !flush,
	});
	const refresh = refresher(rows);
	return {
		get<Value>(key: DiskKey<Value>) {
			refresh();
			const entry = rows.getEntry(key);
			return entry === undefined ? undefined : rowOf<Value>({ key, ...entry });
		},
		range(range) {
			refresh();
			return readRange(rows, range);
		},
		count({ from, to }) {
			refresh();
			return rows.getKeysCount({ start: from, end: to });
		},
		async commit({ conditions, operations }) {
			const results = await Promise.all(write(rows, conditions, operations.map(prepare)));
			return results.every(Boolean);
		},
		settle<Value>(key: DiskKey<Value>, value: Value) {
			const text = rows.transactionSync(() => {
				const standing = rows.get(key);
				if (standing === undefined) rows.putSync(key, JSON.stringify(value), 1);
				return standing;
			});
			return text === undefined ? value : (JSON.parse(text) as Value);
		},
		close: () => rows.close(),
	};
}

/**
 * LMDB goes on reading what was there when the turn of the event loop began. What another process has acknowledged
 * since must be seen, so reading begins anew after every await.
 */
function refresher(rows: Rows): () => void {
	let isFresh = false;
	return () => {
		if (isFresh) return;
		isFresh = true;
		rows.resetReadTxn();
		queueMicrotask(() => {
			isFresh = false;
		});
	};
}

interface Entry {
	readonly key: string;
	readonly value: string;
	readonly version?: number | undefined;
}

function rowOf<Value>({ key, value, version = 0 }: Entry): DiskRow<Value> {
	return { key, value: JSON.parse(value) as Value, version };
}

/** Read backward, a stretch begins at its end, which does not belong to it. */
function readRange<Value>(
	rows: Rows,
	{ from, to, limit, reverse = false }: DiskRange<Value>,
): readonly DiskRow<Value>[] {
	const stretch = reverse
		? { start: to, end: from, exclusiveStart: true, inclusiveEnd: true, reverse }
		: { start: from, end: to };
	const counted = limit === undefined ? stretch : { ...stretch, limit };
	return Array.from(rows.getRange({ ...counted, versions: true }), rowOf<Value>);
}

/** Makes the text before the transaction begins, since it can fail. */
function prepare(operation: Operation): Write {
	if ("remove" in operation) return (rows) => void rows.remove(operation.remove);
	const text = JSON.stringify(operation.value);
	return (rows) => void rows.put(operation.put, text, operation.version);
}

/** One condition within the other; what is to be written is inside all of them. */
function write(
	rows: Rows,
	[condition, ...more]: Batch["conditions"],
	writes: readonly Write[],
): readonly Promise<boolean>[] {
	const inner: Promise<boolean>[] = [];
	const work = (): void => {
		if (more.length > 0) inner.push(...write(rows, more, writes));
		else for (const one of writes) one(rows);
	};
	return [under(rows, condition, work), ...inner];
}

function under(rows: Rows, condition: Condition | undefined, work: () => void): Promise<boolean> {
	if (condition === undefined) return rows.batch(work);
	if (condition.version === undefined) return rows.ifNoExists(condition.key, work);
	return rows.ifVersion(condition.key, condition.version, work);
}
