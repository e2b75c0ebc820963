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
	return next;
}

function refresh(talk: Talk | undefined, snapshot: Snapshot): Talk {
	if (talk === undefined) return newTalk(snapshot);
	return snapshot.position >= talk.snapshot.position ? { ...talk, snapshot } : talk;
}
