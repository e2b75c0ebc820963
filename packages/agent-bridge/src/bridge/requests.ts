import {
	type BotId,
	type Conversation,
	type Listed,
	offerOf,
	placeIn,
	type QueueView,
	type Store,
	waitFrom,
} from "@baton/core";
import type { RequestFrame } from "../protocol/client-frame.js";
import type { Snapshot } from "../protocol/parts.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toSeconds, toSnapshot } from "../protocol/snapshot.js";
import type { BridgeState, Identity } from "./state.js";
import { readUndelivered } from "./undelivered.js";

const defaultLimit = 50;
/** How many conversations are looked through for those of one's own bots. */
const searchLength = 1000;

type ListRequest = Extract<RequestFrame, { type: "getList" }>;
type IndexName = Exclude<ListRequest["of"], "undelivered">;

/** What waits, what the app holds, or what is open: of the bots that the connection listens for. */
export async function readList(
	state: BridgeState,
	identity: Identity,
	{ id, of, limit = defaultLimit }: ListRequest,
): Promise<ServerFrameOf<"list">> {
	if (of === "undelivered") return readUndelivered(state, identity, { id, limit });
	const listed = await readListed(state, identity, of);
	const mine = listed.filter(({ bot }) => identity.bots.has(bot));
	const queue = of === "waiting" ? await state.handoff.readQueue() : undefined;
	const conversations: Snapshot[] = [];
	for (const { key } of mine.slice(0, limit)) {
		const { conversation } = await state.handoff.store.load(key);
		if (conversation !== undefined && isStill(conversation, of, identity)) {
			const snapshot = toSnapshot(conversation);
			conversations.push(queue === undefined ? snapshot : inLine(snapshot, conversation, queue));
		}
	}
	return { type: "list", re: id, of, conversations, more: mine.length > limit };
}

/** Where the user stands, as they would be told. */
function inLine(snapshot: Snapshot, { key, control }: Conversation, queue: QueueView): Snapshot {
	const offer = offerOf(control);
	if (offer === undefined || snapshot.offer === undefined) return snapshot;
	const place = placeIn(queue, key, offer);
	const waitMs = waitFrom(queue, offer, place);
	return { ...snapshot, offer: { ...snapshot.offer, place, expectedWait: waitMs && toSeconds(waitMs) } };
}

async function readListed(
	{ handoff: { store } }: BridgeState,
	{ app, bots }: Identity,
	of: IndexName,
): Promise<readonly Listed[]> {
	if (of === "waiting") return readWaiting(store);
	if (of === "held") return store.readHeldBy(app);
	return (await Promise.all([...bots].map((bot: BotId) => store.readOpen(bot, searchLength)))).flat();
}

/** Who waits, and messages that were left: those who have waited longest first, each once. */
export async function readWaiting(store: Store): Promise<readonly Listed[]> {
	const left = await store.readLeft(searchLength);
	const known = new Set(left.map(({ key }) => key));
	const waiting = (await store.readWaiting(searchLength)).filter(({ key }) => !known.has(key));
	return [...left, ...waiting].sort((one, other) => one.since - other.since);
}

/** An index may be behind; the conversation is not. */
function isStill({ control, session, unmet }: Conversation, of: IndexName, { app }: Identity): boolean {
	if (of === "waiting") return "offer" in control || unmet?.message !== undefined;
	if (of === "held") return "holder" in control && control.holder.app === app;
	return session.open;
}
