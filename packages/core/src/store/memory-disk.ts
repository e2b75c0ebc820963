import { BatonError } from "../error.js";
import type { Batch, Condition, Disk, DiskKey, DiskRange, DiskRow, Operation } from "./disk.js";

interface StoredRow {
	readonly text: string;
	readonly version: number;
}

/** A row as it was before a write that is not flushed yet. */
type Former = readonly [key: string, row: StoredRow | undefined];

export interface MemoryDiskOptions {
	/** Resolves when all that was written up to the call is safe. By default after the current step. */
	readonly flush?: (() => Promise<void>) | undefined;
}

export interface MemoryDisk extends Disk {
	/**
	 * As if the power were cut: what was written and not flushed is undone, and what waits for its flush waits
	 * for ever. The disk can be used again at once, by stores that are opened after it.
	 */
	crash(): void;
	/** How many rows there are. */
	size(): number;
}

/** An ordered map that behaves as a disk does, so that a simulation runs the embedded store's own code. */
export function memoryDisk({ flush = async () => {} }: MemoryDiskOptions = {}): MemoryDisk {
	const rows = new Map<string, StoredRow>();
	const order: string[] = [];
	/** What was written since place `safe`, counted from the beginning. */
	const unflushed: Former[] = [];
	let safe = 0;
	let crashes = 0;

	function write(operation: Operation): void {
		const key = "put" in operation ? operation.put : operation.remove;
		const former = rows.get(key);
		unflushed.push([key, former]);
		setRow(
			key,
			"put" in operation ? { text: toText(operation.value), version: operation.version } : undefined,
		);
	}

	function setRow(key: string, row: StoredRow | undefined): void {
		const isKnown = rows.has(key);
		if (row === undefined) {
			if (isKnown) order.splice(placeOf(order, key), 1);
			rows.delete(key);
			return;
		}
		if (!isKnown) order.splice(placeOf(order, key), 0, key);
		rows.set(key, row);
	}

	const holds = ({ key, version }: Condition): boolean => rows.get(key)?.version === version;

	async function commit({ conditions, operations }: Batch): Promise<boolean> {
		if (!conditions.every(holds)) return false;
		for (const operation of operations) write(operation);
		return flushUpTo(safe + unflushed.length);
	}

	async function flushUpTo(written: number): Promise<true> {
		const before = crashes;
		await flush();
		if (crashes !== before) return new Promise(() => {});
		unflushed.splice(0, Math.max(written - safe, 0));
		safe = Math.max(safe, written);
		return true;
	}

	function read<Value>(key: string): DiskRow<Value> | undefined {
		const row = rows.get(key);
		return row === undefined
			? undefined
			: { key, value: JSON.parse(row.text) as Value, version: row.version };
	}

	return {
		get: <Value>(key: DiskKey<Value>) => read<Value>(key),
		range<Value>({ from, to, limit, reverse = false }: DiskRange<Value>) {
			const keys = order.slice(placeOf(order, from), placeOf(order, to));
			if (reverse) keys.reverse();
			return keys.slice(0, limit).flatMap((key) => read<Value>(key) ?? []);
		},
		commit,
		async close() {
			await flush();
		},
		crash() {
			crashes += 1;
			for (const [key, row] of unflushed.reverse()) setRow(key, row);
			safe += unflushed.length;
			unflushed.length = 0;
		},
		size: () => order.length,
	};
}

function toText(value: unknown): string {
	const text: string | undefined = JSON.stringify(value);
	if (text === undefined)
		throw new BatonError("store-failed", "Cannot write a row without a value: JSON has none for it");
	return text;
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
