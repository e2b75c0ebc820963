import type { ConversationKey, Outcome } from "@baton/core";
import type { ClientFrame, CommandFrame, ConnectFrame, RequestFrame } from "../protocol/client-frame.js";
import { parseClientFrame } from "../protocol/parse.js";
import type { ServerFrame } from "../protocol/server-frame.js";
import { saysNothing, toCommand } from "../protocol/to-command.js";
import { declineForOne } from "./declining.js";
import { identify, welcome } from "./greet.js";
import { whereMayHear } from "./lines.js";
import { look } from "./looking.js";
import { acknowledge } from "./mailbox.js";
import { hangUp } from "./presence.js";
import { answer, refusal } from "./refusal.js";
import { readList, readTranscript } from "./requests.js";
import { closeCodes } from "./seam.js";
import { search } from "./search.js";
import type { BridgeState, Identity, Session } from "./state.js";
import { giveUp } from "./undelivered.js";

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

function reply(session: Session, frame: ServerFrame): void {
	if (!session.closed) session.seam.send(JSON.stringify(frame), frame.type !== "ack");
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
	const identity = await identify(state, frame);
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
			return request(state, session, identity, frame);
		default:
			return command(state, session, identity, frame);
	}
}

function typing(state: BridgeState, session: Session, identity: Identity, key: ConversationKey): void {
	if (!identity.mayAct) return;
	whereMayHear(state, identity, key, async (isMine) => {
		if (isMine && !session.closed) await state.handoff.typing(key, identity.app);
	}).catch(state.onError);
}

function command(state: BridgeState, session: Session, identity: Identity, frame: CommandFrame) {
	const about = { re: frame.id, conversationId: frame.conversationId };
	if (!identity.mayAct) return reply(session, refusal("read-only", about));
	if (saysNothing(frame)) return reply(session, refusal("nothing-to-say", about));
	const key = frame.conversationId as ConversationKey;
	whereMayHear(state, identity, key, async (isMine) => {
		if (!isMine) return reply(session, refusal("unknown-conversation", about));
		reply(session, answer(await obey(state, identity, frame), frame.id, frame.conversationId));
	}).catch((error: unknown) => failed(state, session, about, error));
}

async function obey(state: BridgeState, identity: Identity, frame: CommandFrame): Promise<Outcome> {
	const key = frame.conversationId as ConversationKey;
	if (frame.type === "giveUp") return giveUp(state, key, frame);
	const kept = frame.type === "handoverDeclined" ? await declineForOne(state, identity, frame) : undefined;
	if (kept !== undefined) return kept;
	const outcome = await state.handoff.submit(key, toCommand(frame, identity));
	if (frame.type === "sayAgain" && outcome.status === "done") await giveUp(state, key, frame);
	return outcome;
}

function read(state: BridgeState, session: Session, identity: Identity, frame: RequestFrame) {
	switch (frame.type) {
		case "getList":
			return readList(state, identity, frame);
		case "search":
			return search(state, session, identity, frame);
		default:
			return readTranscript(state, identity, frame);
	}
}

function request(state: BridgeState, session: Session, identity: Identity, frame: RequestFrame): void {
	read(state, session, identity, frame)
		.then((found) => reply(session, found))
		.catch((error: unknown) => failed(state, session, { re: frame.id }, error));
}

function failed(
	state: BridgeState,
	session: Session,
	about: { readonly re: string; readonly conversationId?: string },
	error: unknown,
): void {
	state.onError(error);
	reply(session, refusal("failed", about));
}
