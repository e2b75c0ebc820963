import { BatonError } from "../error.js";
import {
	type Batch,
	type Condition,
	type Disk,
	type DiskKey,
	type DiskRange,
	type DiskRow,
	type Operation,
	put,
} from "./disk.js";

export interface MemoryDiskOptions {
	/**
	 * Resolves when what is being written is safe; if it rejects, nothing of it is written. Batches that come
	 * meanwhile wait for the next flush together.
	 */
	readonly flush?: (() => Promise<void>) | undefined;
}

export interface MemoryDisk extends Disk {
	/**
	 * As if the power were cut: nothing that waits for its flush is ever acknowledged. The first `kept` batches of it
	 * are on the disk all the same, as may happen. The disk can be used again at once, by stores that are opened
	 * after it.
	 */
	crash(kept?: number): void;
	/** How many rows there are. */
	size(): number;
}

interface Waiting {
	readonly batch: Batch;
	readonly answer: (isWritten: boolean) => void;
	readonly fail: (error: unknown) => void;
}

/** An ordered map that behaves as a disk does, so that a simulation runs the embedded store's own code. */
export function memoryDisk({ flush = async () => {} }: MemoryDiskOptions = {}): MemoryDisk {
	const rows = orderedRows();
	let waiting: Waiting[] = [];
	let crashes = 0;
	let isFlushing = false;

	/** Flushes as long as something waits. */
	async function flushAll(): Promise<void> {
		const before = crashes;
		isFlushing = true;
		while (waiting.length > 0) {
			const together = waiting.length;
			const failure = await flush().then(nothing, (error: unknown) => ({ error }));
			if (crashes !== before) return;
			const settled = waiting.slice(0, together);
			waiting = waiting.slice(together);
			for (const { batch, answer, fail } of settled) {
				if (failure === undefined) answer(rows.write(batch));
				else fail(failure.error);
			}
		}
		isFlushing = false;
	}

	return {
		get: rows.get,
		range: rows.range,
		count: rows.count,
		commit(batch) {
			const text = { ...batch, operations: batch.operations.map(asText) };
			return new Promise((answer, fail) => {
				waiting.push({ batch: text, answer, fail });
				if (!isFlushing) void flushAll();
			});
		},
		settle(key, value) {
			rows.write({ conditions: [{ key, version: undefined }], operations: [asText(put(key, value, 1))] });
			return rows.get(key)?.value ?? value;
		},
		async close() {},
		crash(kept = 0) {
			crashes += 1;
			for (const { batch } of waiting.slice(0, kept)) rows.write(batch);
			waiting = [];
			isFlushing = false;
		},
		size: rows.size,
	};
}

const nothing = (): undefined => undefined;

interface StoredRow {
	readonly text: string;
	readonly version: number;
}

function orderedRows(): Pick<Disk, "get" | "range" | "count"> & {
	write(batch: Batch): boolean;
	size(): number;
} {
	const rows = new Map<string, StoredRow>();
	const order: string[] = [];

	function apply(operation: Operation): void {
		const key = "put" in operation ? operation.put : operation.remove;
		const isKnown = rows.has(key);
		if ("put" in operation) {
			if (!isKnown) order.splice(placeOf(order, key), 0, key);
			rows.set(key, { text: String(operation.value), version: operation.version });
		} else if (isKnown) {
			order.splice(placeOf(order, key), 1);
			rows.delete(key);
		}
	}

	function get<Value>(key: DiskKey<Value>): DiskRow<Value> | undefined {
		const row = rows.get(key);
		return row === undefined
			? undefined
			: { key, value: JSON.parse(row.text) as Value, version: row.version };
	}

	return {
		get,
		range<Value>({ from, to, limit, reverse = false }: DiskRange<Value>) {
			const keys = order.slice(placeOf(order, from), placeOf(order, to));
			if (reverse) keys.reverse();
			return keys.slice(0, limit).flatMap((key) => get<Value>(key) ?? []);
		},
		count: ({ from, to }) => placeOf(order, to) - placeOf(order, from),
		write({ conditions, operations }) {
			const holds = ({ key, version }: Condition): boolean => rows.get(key)?.version === version;
			if (!conditions.every(holds)) return false;
			for (const operation of operations) apply(operation);
			return true;
		},
		size: () => order.length,
	};
}

/** As it is at the time of the call, since whoever made it may go on with it. */
function asText(operation: Operation): Operation {
	if ("remove" in operation) return operation;
	const text: string | undefined = JSON.stringify(operation.value);
	if (text === undefined)
		throw new BatonError("store-failed", "Cannot write a row without a value: JSON has none for it");
	return { ...operation, value: text };
}

/** The place of the first key that is not smaller. */
function placeOf(order: readonly string[], key: string): number {
	let [low, high] = [0, order.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((order[middle] ?? "") < key) low = middle + 1;
		else high = middle;
	}
	return low;
}
