import type { BridgeState, Session } from "./state.js";

/** So many connections are told in one go; then whatever else this process does has its turn. */
const chunkLength = 256;

/**
 * Does something for each connection: at once where they are few, otherwise in chunks. What is asked for later
 * waits until then, so that everybody hears everything in the same order.
 */
export function inTurn(
	{ broadcasts }: BridgeState,
	sessions: readonly Session[],
	action: (session: Session) => void,
): void {
	if (broadcasts.length === 0 && sessions.length <= chunkLength) {
		for (const session of sessions) action(session);
		return;
	}
	broadcasts.push({ sessions, action, next: 0 });
	if (broadcasts.length === 1) setImmediate(doChunk, broadcasts);
}

function doChunk(broadcasts: BridgeState["broadcasts"]): void {
	for (let left = chunkLength; left > 0; ) {
		const first = broadcasts[0];
		if (first === undefined) return;
		const chunk = first.sessions.slice(first.next, first.next + left);
		for (const session of chunk) first.action(session);
		left -= Math.max(1, chunk.length);
		first.next += chunk.length;
		if (first.next >= first.sessions.length) broadcasts.shift();
	}
	if (broadcasts.length > 0) setImmediate(doChunk, broadcasts);
}
