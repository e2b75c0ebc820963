import type { Snapshot } from "../../../protocol/parts.js";
import { newTalk, type Talk } from "./talk.js";

/** The conversations that are listed now, and the one on screen. What was read of them is kept. */
export function relist(
	talks: ReadonlyMap<string, Talk>,
	listed: readonly Snapshot[],
	selectedId: string | undefined,
): ReadonlyMap<string, Talk> {
	const next = new Map<string, Talk>();
	const selected = selectedId === undefined ? undefined : talks.get(selectedId);
	if (selectedId !== undefined && selected !== undefined) next.set(selectedId, selected);
	for (const snapshot of listed) {
		const { conversationId } = snapshot;
		next.set(conversationId, refresh(next.get(conversationId) ?? talks.get(conversationId), snapshot));
	}
	const isUnchanged = next.size === talks.size && [...next].every(([id, talk]) => talks.get(id) === talk);
	return isUnchanged ? talks : next;
}

/** What is the same stays the same object: nothing of it is rendered again. */
function isSame(one: Snapshot, other: Snapshot): boolean {
	return one.position === other.position && JSON.stringify(one) === JSON.stringify(other);
}

function refresh(talk: Talk | undefined, snapshot: Snapshot): Talk {
	if (talk === undefined) return newTalk(snapshot);
	if (snapshot.position < talk.snapshot.position || isSame(snapshot, talk.snapshot)) return talk;
	return { ...talk, snapshot };
}
