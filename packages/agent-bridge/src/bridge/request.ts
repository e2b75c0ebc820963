import type { RequestFrame } from "../protocol/client-frame.js";
import type { ServerFrame } from "../protocol/server-frame.js";
import { readAudit, recordRefusal } from "./audit.js";
import { issueTicket } from "./issue-ticket.js";
import { refusal } from "./refusal.js";
import { failed, reply } from "./reply.js";
import { readList } from "./requests.js";
import { rightTo } from "./rights.js";
import { search } from "./search.js";
import type { BridgeState, Identity, Session } from "./state.js";
import { type TakeNext, takeNext } from "./take-next.js";
import { readTranscript } from "./transcript.js";

/** Answers a question, if whoever asks may. */
export function answerRequest(
	state: BridgeState,
	session: Session,
	identity: Identity,
	frame: RequestFrame,
): void {
	answerTo(state, session, identity, frame)
		.then((found) => reply(session, found))
		.catch((error: unknown) => failed(state, session, { re: frame.id }, error));
}

async function answerTo(
	state: BridgeState,
	session: Session,
	identity: Identity,
	frame: RequestFrame,
): Promise<ServerFrame> {
	if (rightTo(frame, identity.rank, state.colleagueTakeover) === "never") {
		const code = frame.type === "takeNext" ? "read-only" : "not-allowed";
		await recordRefusal(state, session, { identity, frame, outcome: code });
		return refusal(code, { re: frame.id });
	}
	switch (frame.type) {
		case "getList":
			return readList(state, identity, frame);
		case "search":
			return search(state, session, identity, frame);
		case "getTranscript":
			return readTranscript(state, session, identity, frame);
		case "takeNext":
			return takeNextFor(state, session, identity, frame);
		case "getTicket":
			return issueTicket(state, identity, frame);
		case "getAudit":
			return readAudit(state, identity, frame);
	}
}

/** A command for all that it names no conversation: what is refused of it is recorded. */
async function takeNextFor(
	state: BridgeState,
	session: Session,
	identity: Identity,
	frame: TakeNext,
): Promise<ServerFrame> {
	const taken = await takeNext(state, identity, frame);
	if (taken.type === "refused") await recordRefusal(state, session, { identity, frame, outcome: taken.code });
	return taken;
}
