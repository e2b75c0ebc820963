import type { Conversation, ConversationKey, UserId } from "@baton/core";
import type { RequestFrame } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toFacts, toSeconds, toSnapshot } from "../protocol/snapshot.js";
import { actorOf, record } from "./audit.js";
import { lineOf, mayHear } from "./lines.js";
import { refusal } from "./refusal.js";
import { toFrames } from "./render.js";
import type { BridgeState, Identity, Session } from "./state.js";
import { signTranscriptLink } from "./transcript-link.js";

type TranscriptRequest = Extract<RequestFrame, { type: "getTranscript" }>;
type Answer = ServerFrameOf<"transcript" | "transcriptUrl" | "refused">;

const defaultLimit = 50;

/** A page of what was said, or an address that shows all of it. */
export async function readTranscript(
	state: BridgeState,
	session: Session,
	identity: Identity,
	request: TranscriptRequest,
): Promise<Answer> {
	const { id, conversationId, botUserId, from } = request;
	const all = await visibleOf(state, identity, { conversationId, botUserId });
	if (all === undefined)
		return refusal("bad-frame", { re: id }, "Cannot read a transcript: give conversationId or botUserId");
	const place = from === undefined ? undefined : readPlace(from);
	const conversation = place === undefined ? all[0] : all.find(({ key }) => key === place.key);
	if (conversation === undefined) return refusal("unknown-conversation", { re: id, conversationId });
	await recordView(state, session, identity, request.as === "URL" ? all : [conversation]);
	if (request.as === "URL") return toUrl(state, identity, request);
	if (conversationId !== undefined) return answerPage(state, identity, { request, conversation });
	const after = { ...request, after: place?.after ?? 0, before: undefined };
	const page = await answerPage(state, identity, { request: after, conversation });
	return { ...page, next: nextOf(page, all, conversation) };
}

/** Conversations of the connection's bots only, always in the same order. */
async function visibleOf(
	{ handoff: { store } }: BridgeState,
	identity: Identity,
	{ conversationId, botUserId }: Pick<TranscriptRequest, "conversationId" | "botUserId">,
): Promise<readonly Conversation[] | undefined> {
	if (conversationId === undefined && botUserId === undefined) return undefined;
	const keys =
		conversationId === undefined
			? await store.readConversationsOf(botUserId as UserId)
			: [conversationId as ConversationKey];
	const loaded = await Promise.all(keys.map(async (key) => (await store.load(key)).conversation));
	const visible = loaded.flatMap((one) => (one !== undefined && mayHear(identity, toFacts(one)) ? one : []));
	return visible.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** One entry more than asked for is read: it says whether there are more. */
async function answerPage(
	state: BridgeState,
	identity: Identity,
	{ request, conversation }: { readonly request: TranscriptRequest; readonly conversation: Conversation },
): Promise<ServerFrameOf<"transcript">> {
	const { id, after, before, limit = defaultLimit } = request;
	const { key } = conversation;
	const isForward = after !== undefined && before === undefined;
	const read = await state.handoff.store.readEntries(key, {
		after,
		before,
		limit: limit + 1,
		last: !isForward,
	});
	const kept = isForward ? read.slice(0, limit) : read.slice(-limit);
	const page = { line: lineOf(state, key), facts: toFacts(conversation), app: identity.app, entries: kept };
	const entries = await toFrames(state, page);
	return {
		...{ type: "transcript", re: id, conversation: toSnapshot(conversation) },
		...{ entries, more: read.length > limit },
	};
}

function nextOf(
	{ entries, more }: ServerFrameOf<"transcript">,
	all: readonly Conversation[],
	conversation: Conversation,
): string | undefined {
	if (more) return `${entries.at(-1)?.position ?? 0} ${conversation.key}`;
	const following = all[all.indexOf(conversation) + 1];
	return following && `0 ${following.key}`;
}

function readPlace(from: string): { readonly after: number; readonly key: string } {
	const space = from.indexOf(" ");
	const after = Number(from.slice(0, space));
	return { after: Number.isSafeInteger(after) && after > 0 ? after : 0, key: from.slice(space + 1) };
}

function toUrl(
	state: BridgeState,
	identity: Identity,
	{ id, conversationId, botUserId }: TranscriptRequest,
): Answer {
	const { handoff, transcripts } = state;
	if (transcripts === undefined) return refusal("no-page", { re: id });
	const until = handoff.clock.now() + transcripts.forMs;
	const bots = [...identity.bots];
	const token = signTranscriptLink(state.ticketKey, { conversationId, botUserId, bots, until });
	return { type: "transcriptUrl", re: id, url: transcripts.urlOf(token), until: toSeconds(until) };
}

const viewMs = 3_600_000;

/** Who reads on, or looks again within the hour, looks once. */
async function recordView(
	state: BridgeState,
	session: Session,
	identity: Identity,
	conversations: readonly Conversation[],
): Promise<void> {
	const now = state.handoff.clock.now();
	for (const { key, bot } of conversations) {
		session.viewed ??= new Map();
		if (now - (session.viewed.get(key) ?? Number.NEGATIVE_INFINITY) < viewMs) continue;
		if (session.viewed.size >= state.limits.remembered) session.viewed.clear();
		session.viewed.set(key, now);
		await record(state, {
			...actorOf(identity),
			...{ what: "readTranscript", outcome: "done", conversation: key, bot },
		});
	}
}
