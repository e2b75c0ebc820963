declare const holds: unique symbol;

/** A key of the disk and what is stored under it: printable ASCII, compared character by character. */
export type DiskKey<Value> = string & { readonly [holds]?: Value };

export interface DiskRow<Value> {
	readonly key: string;
	readonly value: Value;
	readonly version: number;
}

/** A stretch of keys in order: from `from` on, up to but without `to`. */
export interface DiskRange<Value> {
	readonly from: DiskKey<Value>;
	readonly to: DiskKey<Value>;
	/** At most this many rows. */
	readonly limit?: number | undefined;
	/** Reads from the end of the stretch toward its beginning. */
	readonly reverse?: boolean | undefined;
}

/** What must be true when a batch is written: that the row has this version, or that there is none. */
export interface Condition {
	readonly key: string;
	readonly version: number | undefined;
}

export type Operation =
	| { readonly put: string; readonly value: unknown; readonly version: number }
	| { readonly remove: string };

export interface Batch {
	readonly conditions: readonly Condition[];
	readonly operations: readonly Operation[];
}

/**
 * Rows in order of their keys, each a value that JSON can carry with a version: the little that the embedded
 * store needs of a database. What is read between two awaits is of one moment.
 */
export interface Disk {
	get<Value>(key: DiskKey<Value>): DiskRow<Value> | undefined;
	range<Value>(range: DiskRange<Value>): readonly DiskRow<Value>[];
	/** How many rows the stretch has. */
	count(range: Pick<DiskRange<unknown>, "from" | "to">): number;
	/**
	 * Writes all of the batch if all of its conditions hold, or nothing and gives false. Batches are written in the
	 * order of the calls. Nobody reads what is not yet as safe as the disk was asked to make it: otherwise a repeat
	 * could be acknowledged sooner than the commit that it repeats.
	 */
	commit(batch: Batch): Promise<boolean>;
	/** Writes the value at once if there is none, and gives what stands: for what is decided when a disk is first opened. */
	settle<Value>(key: DiskKey<Value>, value: Value): Value;
	close(): Promise<void>;
}

/** A row to be written; the key says what it may hold. */
export function put<Value>(key: DiskKey<Value>, value: Value, version: number): Operation {
	return { put: key, value, version };
}

/** Several parts of what is to be written together. */
export function join(...parts: readonly Batch[]): Batch {
	return {
		conditions: parts.flatMap(({ conditions }) => conditions),
		operations: parts.flatMap(({ operations }) => operations),
	};
}

/** What is to be written, if anything, and the answer once it is. */
export interface Plan<Answer> {
	readonly batch?: Batch | undefined;
	readonly answer: Answer;
}

/** Reads and plans until what was planned could be written under its conditions. */
export async function carryOut<Answer>(disk: Disk, plan: () => Plan<Answer>): Promise<Answer> {
	for (;;) {
		const { batch, answer } = plan();
		if (batch === undefined || (await disk.commit(batch))) return answer;
	}
}
