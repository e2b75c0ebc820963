import { type ConversationKey, holderOf, type Outcome, offerOf } from "@baton/core";
import type { CommandFrame } from "../protocol/client-frame.js";
import type { BridgeState, Identity } from "./state.js";

type Decline = Extract<CommandFrame, { type: "handoverDeclined" }>;

/** Offers are remembered for as long as there are not more of them than this. */
const remembered = 1_000;

/**
 * A person declines for themselves: their desk has declined when everybody who is there has. `undefined` if the
 * desk has, or whoever was asked first, and the core is to be told; otherwise the answer, with which nothing has changed.
 */
export async function declineForOne(
	state: BridgeState,
	identity: Identity,
	{ conversationId, offerId }: Decline,
): Promise<Outcome | undefined> {
	if (identity.person === undefined) return undefined;
	const { conversation } = await state.handoff.store.load(conversationId as ConversationKey);
	const offer = conversation && offerOf(conversation.control);
	if (conversation === undefined || offer?.id !== offerId) return undefined;
	const by = note(state, identity.person.id, offerId);
	if (offer.person !== undefined) return undefined;
	const { control, position } = conversation;
	const holder = holderOf(control)?.app === identity.app ? holderOf(control)?.person : undefined;
	if (!someoneElse(state, identity, holder === undefined ? by : new Set(by).add(holder))) return undefined;
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
