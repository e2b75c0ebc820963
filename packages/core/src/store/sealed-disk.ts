import { BatonError } from "../error.js";
import type { Batch, Disk, DiskKey, DiskRange, DiskRow, Operation } from "./disk.js";
import { isNumberIn, layoutKey, sealKey, sealKeys, sealNamesKey } from "./disk-key.js";
import { checkMark, storeNotSealed, storeSealed } from "./key-marks.js";
import { createSealer, type Encryption, hideName, type Sealer, tampered } from "./seal.js";
import { newSecret } from "./tombstone.js";

/** A disk whose values are encrypted and in whose keys names are hidden. */
export interface SealedDisk extends Disk {
	/** Seals up to `limit` rows anew that are sealed under an old key. `next` says where to go on. */
	reseal(limit: number, from?: string): Promise<Resealed>;
}

interface Resealed {
	readonly resealed: number;
	readonly next: string | undefined;
}

/**
 * Encrypts whatever is put on the disk, each value for its own key and version, so that rows cannot be swapped. Names in
 * keys are replaced by hashes under a secret, which is kept sealed on the disk; numbers stay, since rows are in their
 * order.
 *
 * @throws BatonError `bad-encryption-options`, `store-wrong-key`, `store-key-missing`, `store-not-sealed`
 */
export function sealedDisk(disk: Disk, encryption: Encryption): SealedDisk {
	const sealer = createSealer(encryption);
	checkKeys(disk, sealer, encryption);
	const hide = hider(readNames(disk, sealer));
	const sealOperation = (operation: Operation): Operation => {
		if ("remove" in operation) return { remove: hide.key(operation.remove) };
		const key = hide.key(operation.put);
		const value = sealValue(sealer, key, operation);
		return { put: key, value, version: operation.version };
	};
	const openRow = <Value>(row: DiskRow<unknown>): DiskRow<Value> => ({
		key: row.key,
		value: openValue<Value>(sealer, row),
		version: row.version,
	});
	return {
		get<Value>(key: DiskKey<Value>) {
			const row = read(key, () => disk.get<unknown>(hide.key(key)));
			return row === undefined ? undefined : openRow<Value>(row);
		},
		range: <Value>(range: DiskRange<Value>) =>
			read(range.from, () => disk.range<unknown>({ ...range, ...hide.range(range) })).map(openRow<Value>),
		count: (range) => disk.count(hide.range(range)),
		commit: ({ conditions, operations }) =>
			disk.commit({
				conditions: conditions.map(({ key, version }) => ({ key: hide.key(key), version })),
				operations: operations.map(sealOperation),
			}),
		settle<Value>(key: DiskKey<Value>, value: Value) {
			if (isOpen(key)) return disk.settle(key, value);
			const sealed = sealValue(sealer, key, { value, version: 1 });
			return openValue<Value>(sealer, { key, version: 1, value: disk.settle<unknown>(key, sealed) });
		},
		reseal: createReseal(disk, sealer),
		close: () => disk.close(),
	};
}

/** Refuses a disk that is sealed, where it is to be read as it is. @throws BatonError `store-sealed` */
export function unsealedDisk(disk: Disk): Disk {
	if (disk.count(sealKeys) === 0) return disk;
	throw storeSealed();
}

/** The number of the layout can be read by whoever opens the disk, to say what is wrong. */
function isOpen(key: string): boolean {
	return key === layoutKey || key.startsWith(sealKeys.from);
}

function sealValue(
	sealer: Sealer,
	key: string,
	{ value, version }: { readonly value: unknown; readonly version: number },
): string {
	return sealer.seal(JSON.stringify(value) ?? "", placeOf({ key, version }));
}

function openValue<Value>(sealer: Sealer, row: DiskRow<unknown>): Value {
	if (isOpen(row.key)) return row.value as Value;
	if (typeof row.value !== "string") throw tampered(row.key);
	return JSON.parse(sealer.open(row.value, placeOf(row))) as Value;
}

function placeOf({ key, version }: Pick<DiskRow<unknown>, "key" | "version">): string {
	return `${key} ${version}`;
}

/** What is no longer JSON was not written so. */
function read<Result>(key: string, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		const cause = error instanceof BatonError ? error.cause : error;
		throw cause instanceof SyntaxError ? tampered(key, cause) : error;
	}
}

/** Each key leaves a mark that only it opens, for as long as anything may be sealed under it. */
function checkKeys(disk: Disk, sealer: Sealer, encryption: Encryption): void {
	const marks = disk.range<string>(sealKeys);
	if (marks.length === 0 && disk.get(layoutKey) !== undefined) throw storeNotSealed();
	for (const { key, value } of marks)
		checkMark({ id: key.slice(sealKeys.from.length), sealed: value, place: key }, encryption);
	const mark = sealKey(sealer.current);
	disk.settle(mark, sealer.seal("", mark));
}

function readNames(disk: Disk, sealer: Sealer): string {
	const sealed = disk.settle(sealNamesKey, sealer.seal(newSecret(), placeOfNames));
	return sealer.open(sealed, placeOfNames);
}

const placeOfNames = placeOf({ key: sealNamesKey, version: 1 });

interface Hider {
	key(key: string): string;
	range(range: Pick<DiskRange<unknown>, "from" | "to">): Pick<DiskRange<unknown>, "from" | "to">;
}

/** Names that were hidden lately are kept at hand. */
const remembered = 10_000;

/** A key in which names are hidden begins with a capital letter, so that it is not hidden twice. */
function hider(secret: string): Hider {
	const known = new Map<string, string>();

	function name(part: string): string {
		const found = known.get(part);
		if (found !== undefined) return found;
		if (known.size >= remembered) known.clear();
		const hidden = hideName(secret, part);
		known.set(part, hidden);
		return hidden;
	}

	function key(plain: string): string {
		if (!(plain >= "a")) return plain;
		const [kind = "", ...parts] = plain.split(" ");
		const hidden = parts.map((part, index) => (part === "" || isNumberIn(kind, index) ? part : name(part)));
		return [kind.toUpperCase(), ...hidden].join(" ");
	}

	return {
		key,
		range: ({ from, to }) => ({
			from: key(from),
			to: to.endsWith("!") ? `${key(to.slice(0, -1))}!` : key(to),
		}),
	};
}

/** A pass that finds nothing to do takes away the marks of the keys that are no longer needed. */
function createReseal(disk: Disk, sealer: Sealer): SealedDisk["reseal"] {
	let done = 0;

	async function resealRow(row: DiskRow<unknown>): Promise<number> {
		if (isOpen(row.key) || typeof row.value !== "string" || sealer.isCurrent(row.value)) return 0;
		const value = sealer.seal(sealer.open(row.value, placeOf(row)), placeOf(row));
		const conditions = [{ key: row.key, version: row.version }];
		const written = await disk.commit({
			conditions,
			operations: [{ put: row.key, value, version: row.version }],
		});
		return written ? 1 : 0;
	}

	async function forgetKeys(): Promise<void> {
		const old = disk.range(sealKeys).filter(({ key }) => key !== sealKey(sealer.current));
		const batch: Batch = { conditions: [], operations: old.map(({ key }) => ({ remove: key })) };
		if (old.length > 0) await disk.commit(batch);
	}

	return async (limit, from) => {
		if (from === undefined) done = 0;
		const rows = disk.range<unknown>({ from: from === undefined ? "!" : `${from} `, to: "\x7f", limit });
		const counts = await Promise.all(rows.map(resealRow));
		const resealed = counts.reduce((sum, count) => sum + count, 0);
		done += resealed;
		const next = rows.length < limit ? undefined : rows.at(-1)?.key;
		if (next === undefined && done === 0) await forgetKeys();
		return { resealed, next };
	};
}
