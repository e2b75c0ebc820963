import { repeatMs, roll } from "./colleagues.js";
import { checkEveryMs, cutOffRevoked } from "./credentials.js";
import { lookForNews } from "./greet.js";
import { forgetLookers } from "./looking.js";
import { hangUp } from "./presence.js";
import { closeCodes } from "./seam.js";
import type { BridgeState, Session } from "./state.js";

const ping = JSON.stringify({ type: "ping" });

/** Asks quiet connections whether they are there, and ends those that are not. Returns what ends it. */
export function beat(state: BridgeState): () => void {
	const { clock } = state.handoff;
	return repeat(state, Math.min(state.limits.heartbeatMs, state.limits.connectWithinMs) / 2, () => {
		const now = clock.now();
		for (const session of state.sessions) check(state, session, now - session.heardAt);
	});
}

function check(state: BridgeState, session: Session, quietMs: number) {
	if (session.identity === undefined) {
		if (quietMs >= state.limits.connectWithinMs)
			hangUp(state, session, closeCodes.notConnected, "not-connected");
		return;
	}
	if (quietMs >= 2 * state.limits.heartbeatMs) return hangUp(state, session, closeCodes.silent, "silent");
	if (quietMs >= state.limits.heartbeatMs / 2) session.seam.send(ping, false);
}

/** Looks for what no signal told of. Returns what ends it. */
export function sweepOften(state: BridgeState): () => void {
	return repeat(state, state.limits.sweepEveryMs, () => lookForNews(state));
}

/** Says who is here, and forgets who is not. Returns what ends it. */
export function rollOften(state: BridgeState): () => void {
	return repeat(state, repeatMs, () => {
		roll(state);
		forgetLookers(state);
	});
}

/** Cuts off who is connected with what was revoked. Returns what ends it. */
export function checkOften(state: BridgeState): () => void {
	return repeat(state, checkEveryMs, () => void cutOffRevoked(state).catch(state.onError));
}

/** Does something again and again. Returns what ends it. */
export function repeat({ handoff: { clock } }: BridgeState, everyMs: number, action: () => void): () => void {
	let cancel = clock.after(everyMs, tick);
	function tick(): void {
		cancel = clock.after(everyMs, tick);
		action();
	}
	return () => cancel();
}
