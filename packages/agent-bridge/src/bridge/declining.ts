import { type ConversationKey, type Outcome, offerOf } from "@baton/core";
import type { CommandFrame } from "../protocol/client-frame.js";
import type { BridgeState, Identity } from "./state.js";

type Decline = Extract<CommandFrame, { type: "handoverDeclined" }>;

/** Offers are remembered for as long as there are not more of them than this. */
const remembered = 1_000;

/**
 * A person declines for themselves: their desk has declined when everybody who is there has. `undefined` if the
 * desk has, and the core is to be told; otherwise the answer, with which nothing has changed.
 */
export async function declineForOne(
	state: BridgeState,
	identity: Identity,
	{ conversationId, offerId }: Decline,
): Promise<Outcome | undefined> {
	if (identity.person === undefined) return undefined;
	const { conversation } = await state.handoff.store.load(conversationId as ConversationKey);
	if (conversation === undefined || offerOf(conversation.control)?.id !== offerId) return undefined;
	const by = note(state, identity.person.id, offerId);
	if (!someoneElse(state, identity, by)) return undefined;
	const { control, position } = conversation;
	return { status: "done", epoch: control.epoch, entries: [], position, drafts: 0 };
}

function note({ declined }: BridgeState, person: string, offerId: string): ReadonlySet<string> {
	const by = new Set([...(declined.get(offerId) ?? []), person]);
	declined.delete(offerId);
	declined.set(offerId, by);
	const [oldest] = declined.keys();
	if (declined.size > remembered && oldest !== undefined) declined.delete(oldest);
	return by;
}

/** Whether anybody of this desk is here who could still take it. */
function someoneElse({ listeners }: BridgeState, { app }: Identity, by: ReadonlySet<string>): boolean {
	for (const { identity } of listeners.get(app) ?? []) {
		if (identity?.person !== undefined && identity.mayAct && !by.has(identity.person.id)) return true;
	}
	return false;
}
