import type { ServerFrame } from "../protocol/server-frame.js";
import { refusal } from "./refusal.js";
import type { BridgeState, Session } from "./state.js";

export function reply(session: Session, frame: ServerFrame, isUrgent = true): void {
	if (!session.closed) session.seam.send(JSON.stringify(frame), isUrgent);
}

/** Something went wrong here: whoever asked may ask again. */
export function failed(
	state: BridgeState,
	session: Session,
	about: { readonly re: string; readonly conversationId?: string },
	error: unknown,
): void {
	state.onError(error);
	reply(session, refusal("failed", about));
}
