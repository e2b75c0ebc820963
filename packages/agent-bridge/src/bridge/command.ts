import { type ConversationKey, type EntryId, holderOf, type Outcome } from "@baton/core";
import type { CommandFrame } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { saysNothing, toCommand } from "../protocol/to-command.js";
import { recordDone, recordRefusal } from "./audit.js";
import { declineForOne } from "./declining.js";
import { whereMayHear } from "./lines.js";
import { answer, refusal } from "./refusal.js";
import { failed, reply } from "./reply.js";
import { type Right, reachOf, rightTo } from "./rights.js";
import type { BridgeState, Identity, Session } from "./state.js";
import { giveUp } from "./undelivered.js";

/** Does what a frame commands, if whoever sends it may. What is refused is in the audit log before it is answered. */
export function obey(state: BridgeState, session: Session, identity: Identity, frame: CommandFrame): void {
	const about = { re: frame.id, conversationId: frame.conversationId };
	const failing = (error: unknown): void => failed(state, session, about, error);
	const refuse = async (refused: ServerFrameOf<"refused">): Promise<void> => {
		await recordRefusal(state, session, { identity, frame, outcome: refused.code });
		reply(session, refused);
	};
	const right = rightTo(frame, identity.rank, state.colleagueTakeover);
	if (right === "never") {
		refuse(refusal(identity.rank === "read-only" ? "read-only" : "not-allowed", about)).catch(failing);
	} else if (saysNothing(frame)) {
		reply(session, refusal("nothing-to-say", about));
	} else {
		whereMayHear(state, identity, frame.conversationId as ConversationKey, async (isMine) => {
			if (!isMine) return refuse(refusal("unknown-conversation", about));
			const outcome = await carryOut(state, identity, { frame, right });
			const answered = answer(outcome, frame.id, frame.conversationId);
			return answered.type === "refused" ? refuse(answered) : reply(session, answered, isWaitedFor(frame));
		}).catch(failing);
	}
}

/** Who says much need not know at once of every word that it is taken; who takes control waits to hear it. */
function isWaitedFor({ type }: CommandFrame): boolean {
	return type !== "agentSay";
}

async function carryOut(
	state: BridgeState,
	identity: Identity,
	{ frame, right }: { readonly frame: CommandFrame; readonly right: Right },
): Promise<Outcome> {
	const key = frame.conversationId as ConversationKey;
	if (frame.type === "giveUp") return giveUpAs(state, identity, { frame, right });
	const kept = frame.type === "handoverDeclined" ? await declineForOne(state, identity, frame) : undefined;
	if (kept !== undefined) return kept;
	const outcome = await state.handoff.submit(key, toCommand(frame, identity, reachOf(right)));
	if (frame.type === "sayAgain" && outcome.status === "done")
		await state.handoff.store.settleUndelivered(key, frame.entryId as EntryId);
	return outcome;
}

/** No command of the core, which would look at the right and keep a record. */
async function giveUpAs(
	state: BridgeState,
	identity: Identity,
	{ frame, right }: { readonly frame: Extract<CommandFrame, { type: "giveUp" }>; readonly right: Right },
): Promise<Outcome> {
	const key = frame.conversationId as ConversationKey;
	const { conversation } = await state.handoff.store.load(key);
	const holder = conversation && holderOf(conversation.control);
	const isColleagues = holder?.app === identity.app && holder.person !== undefined;
	if (
		conversation !== undefined &&
		right === "own" &&
		isColleagues &&
		holder.person !== identity.person?.id
	) {
		const standing = { epoch: conversation.control.epoch, holder };
		return { status: "refused", code: "colleague-in-control", standing };
	}
	const outcome = await giveUp(state, key, frame);
	if (outcome.status === "done") await recordDone(state, identity, frame);
	return outcome;
}
