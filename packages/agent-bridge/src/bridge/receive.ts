import type { ConversationKey } from "@baton/core";
import type { ClientFrame, ConnectFrame } from "../protocol/client-frame.js";
import { parseClientFrame } from "../protocol/parse.js";
import { obey } from "./command.js";
import { identify, welcome } from "./greet.js";
import { whereMayHear } from "./lines.js";
import { look } from "./looking.js";
import { acknowledge } from "./mailbox.js";
import { hangUp } from "./presence.js";
import { refusal } from "./refusal.js";
import { reply } from "./reply.js";
import { answerRequest } from "./request.js";
import { rightTo } from "./rights.js";
import { closeCodes } from "./seam.js";
import type { BridgeState, Identity, Session } from "./state.js";

/** Takes in one frame. Whatever is wrong with it costs its sender a refusal, and nobody else anything. */
export function receive(state: BridgeState, session: Session, text: string) {
	if (session.closed) return;
	// Whoever has not connected yet gains no time by talking.
	if (session.identity !== undefined) session.heardAt = state.handoff.clock.now();
	const parsed = parseClientFrame(text);
	if ("unreadable" in parsed) {
		const { re, code, message } = parsed.unreadable;
		return isTooMany(state, session)
			? refuseRate(session, re)
			: reply(session, refusal(code, { re }, message));
	}
	const { frame } = parsed;
	if (session.identity === undefined) return receiveFirst(state, session, frame);
	if (frame.type === "ack") {
		acknowledge(state, session, frame.conversationId as ConversationKey, frame.position);
		for (const { conversationId, position } of frame.more ?? [])
			acknowledge(state, session, conversationId as ConversationKey, position);
		return;
	}
	if (isTooMany(state, session)) return refuseRate(session, idOf(frame));
	route(state, session, session.identity, frame);
}

function idOf(frame: ClientFrame): string | undefined {
	return "id" in frame ? frame.id : undefined;
}

function refuseRate(session: Session, re: string | undefined): void {
	reply(session, refusal("too-many-frames", { re }));
}

/** Counts the frames of the running second. */
function isTooMany({ limits, handoff }: BridgeState, session: Session): boolean {
	const second = Math.floor(handoff.clock.now() / 1000);
	if (session.second !== second) {
		session.second = second;
		session.frames = 0;
	}
	session.frames++;
	return session.frames > limits.framesPerSecond;
}

/** Nothing but `connect` may come first. */
function receiveFirst(state: BridgeState, session: Session, frame: ClientFrame) {
	if (frame.type !== "connect") {
		reply(session, refusal("not-connected", { re: idOf(frame) }));
		return hangUp(state, session, closeCodes.notConnected, "not-connected");
	}
	if (session.introduced) return reply(session, refusal("already-connected"));
	session.introduced = true;
	connect(state, session, frame).catch((error: unknown) => {
		state.onError(error);
		hangUp(state, session, closeCodes.failed, "failed");
	});
}

async function connect(state: BridgeState, session: Session, frame: ConnectFrame): Promise<void> {
	if (frame.version !== 1) {
		reply(session, refusal("unsupported-version"));
		return hangUp(state, session, closeCodes.unsupportedVersion, "unsupported-version");
	}
	const identity = await identify(state, frame, session.seam.address);
	if (session.closed || session.identity !== undefined) return;
	if (identity === undefined) {
		reply(session, refusal("forbidden"));
		return hangUp(state, session, closeCodes.forbidden, "forbidden");
	}
	welcome(state, session, identity);
}

function route(state: BridgeState, session: Session, identity: Identity, frame: ClientFrame) {
	switch (frame.type) {
		case "ack":
		case "pong":
			return;
		case "connect":
			return reply(session, refusal("already-connected"));
		case "typing":
			return typing(state, session, identity, frame.conversationId as ConversationKey);
		case "looking":
			return look(state, session, identity, frame);
		case "getTranscript":
		case "getList":
		case "search":
		case "takeNext":
		case "getTicket":
		case "getAudit":
			return answerRequest(state, session, identity, frame);
		default:
			return obey(state, session, identity, frame);
	}
}

function typing(state: BridgeState, session: Session, identity: Identity, key: ConversationKey): void {
	if (rightTo({ type: "typing" }, identity.rank, state.colleagueTakeover) === "never") return;
	whereMayHear(state, identity, key, async (isMine) => {
		if (isMine && !session.closed) await state.handoff.typing(key, identity.app);
	}).catch(state.onError);
}
