import type { EntryFrame } from "../../../protocol/entry-frame.js";
import type { Talk } from "./talk.js";

/** Whether the user was told in this session that nobody is free, and nobody has come since. */
export function isMissed({ entries, snapshot: { session } }: Talk): boolean {
	const last = entries.findLast((entry) => entry.type === "joined" || isSorry(entry));
	return last?.type === "notice" && last.session === session.number;
}

function isSorry(entry: EntryFrame): boolean {
	return entry.type === "notice" && entry.notice === "nobodyFree";
}
