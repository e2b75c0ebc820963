import type { Conversation, ConversationKey, EntryId, Outcome } from "@baton/core";
import type { Snapshot } from "../protocol/parts.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toFacts, toSeconds, toSnapshot } from "../protocol/snapshot.js";
import { mayHear } from "./lines.js";
import type { BridgeState, Identity } from "./state.js";

/** How many are looked through for those of one's own bots: as many as the store keeps. */
const searchLength = 1000;

/** What could not be sent, and the conversations that it was said in. */
export async function readUndelivered(
	{ handoff: { store } }: BridgeState,
	identity: Identity,
	{ id, limit }: { readonly id: string; readonly limit: number },
): Promise<ServerFrameOf<"list">> {
	const known = new Map<ConversationKey, Snapshot | undefined>();
	const conversations: Snapshot[] = [];
	const rows: NonNullable<ServerFrameOf<"list">["undelivered"]>[number][] = [];
	let more = false;
	for (const { key, entry, state, error, at } of await store.readUndelivered(searchLength)) {
		if (!known.has(key)) known.set(key, visible((await store.load(key)).conversation, identity));
		const snapshot = known.get(key);
		if (snapshot === undefined) continue;
		if (!conversations.includes(snapshot)) {
			if (conversations.length >= limit) {
				more = true;
				continue;
			}
			conversations.push(snapshot);
		}
		rows.push({ conversationId: key, entryId: entry, state, error, time: toSeconds(at) });
	}
	return { type: "list", re: id, of: "undelivered", conversations, undelivered: rows, more };
}

function visible(conversation: Conversation | undefined, identity: Identity): Snapshot | undefined {
	if (conversation === undefined || !mayHear(identity, toFacts(conversation))) return undefined;
	return toSnapshot(conversation);
}

/** It is no longer on the list: it was said again, or somebody knows better. */
export async function giveUp(
	{ handoff: { store } }: BridgeState,
	key: ConversationKey,
	{ entryId }: { readonly entryId: string },
): Promise<Outcome> {
	const entry = entryId as EntryId;
	const { conversation } = await store.load(key);
	if (conversation === undefined || (await store.readEntry(key, entry)) === undefined)
		return { status: "refused", code: "unknown-entry", standing: undefined };
	await store.settleUndelivered(key, entry);
	const { control, position } = conversation;
	return { status: "done", epoch: control.epoch, entries: [], position, drafts: 0 };
}
