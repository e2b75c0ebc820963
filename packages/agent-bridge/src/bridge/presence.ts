import type { AppId } from "@baton/core";
import { goOut } from "./colleagues.js";
import { lookAway } from "./looking.js";
import type { closeCodes } from "./seam.js";
import type { BridgeState, Session } from "./state.js";

type CloseName = keyof typeof closeCodes;

/** Ends a connection. It is forgotten at once: a dead peer may never say goodbye. */
export function hangUp(
	state: BridgeState,
	session: Session,
	code: (typeof closeCodes)[CloseName],
	reason: string,
): void {
	dismiss(state, session);
	session.seam.close(code, reason);
}

/** Forgets a connection that has ended. */
export function dismiss(state: BridgeState, session: Session): void {
	if (session.closed) return;
	session.closed = true;
	state.sessions.delete(session);
	const { identity } = session;
	if (identity?.listens !== true) return;
	const others = state.listeners.get(identity.app);
	others?.delete(session);
	if (others?.size === 0) state.listeners.delete(identity.app);
	if (identity.person === undefined) depart(state, identity.app);
	else {
		lookAway(state, session);
		goOut(state, session, identity);
	}
}

/** The core is told of the first connection of an app, and of the end of the last. */
export function arrive({ presence, handoff }: BridgeState, app: AppId): void {
	const count = presence.get(app) ?? 0;
	presence.set(app, count + 1);
	if (count === 0) handoff.appArrived(app);
}

export function depart({ presence, handoff }: BridgeState, app: AppId): void {
	const count = presence.get(app) ?? 1;
	if (count > 1) {
		presence.set(app, count - 1);
		return;
	}
	presence.delete(app);
	handoff.appLeft(app);
}
