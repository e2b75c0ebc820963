import type { EntryFrame } from "../../../protocol/entry-frame.js";

/** One log of what was known and what was just read, in order. What was just read is newer. */
export function mergeEntries(
	known: readonly EntryFrame[],
	read: readonly EntryFrame[],
): readonly EntryFrame[] {
	const [only] = read;
	if (only === undefined) return known;
	const last = known.at(-1);
	if (read.length === 1 && (last === undefined || only.position > last.position)) return [...known, only];
	const byPosition = new Map([...known, ...read].map((entry) => [entry.position, entry]));
	return [...byPosition.values()].sort((one, other) => one.position - other.position);
}

/** The last position up to which nothing is missing, counted from `from`. */
export function readUpTo(entries: readonly EntryFrame[], from: number): number {
	let reached = from;
	for (const { position } of entries) {
		if (position > reached + 1) break;
		if (position === reached + 1) reached = position;
	}
	return reached;
}
