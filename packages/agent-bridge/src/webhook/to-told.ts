import { type AppKind, parseConversationKey } from "@baton/core";
import type { EntryFrame } from "../protocol/entry-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { webhookId, writeConversationId } from "./ids.js";
import type { Profile } from "./profile/profile.js";
import { atFirst, epochIn, type Observer, type Standing, standingAfter, typeIn } from "./standing.js";
import type { PastLine, Told, ToldData, ToldType } from "./told.js";
import { isSpoken, type Spoken, simplest, spokenType, wordsOf } from "./words.js";

/** Whose conversation it is, as far as ids are made of it. */
export interface Thread {
	readonly userId: string;
	/** Names the conversation among the user's. */
	readonly name: string;
	/** The conversation's id on the bridge. */
	readonly reference: string;
	readonly botId: string;
}

export interface Viewpoint extends Observer {
	readonly profile: Profile;
}

/** What a line tells, in order, and how the conversation stands after it. */
export interface Telling {
	readonly told: readonly Told[];
	readonly after: Standing;
}

export function toTold(view: Viewpoint, thread: Thread, before: Standing, frame: EntryFrame): Telling {
	const after = standingAfter(before, frame, view);
	const [type, members] = contentOf(view, frame, before, after) ?? [];
	if (type === undefined) return { told: [], after };
	const isLoss = type === "conversation.lost" || type === "conversation.offer_ended";
	const standing = isLoss ? before : after;
	const told = tell(view, thread, { frame, standing, type, members });
	return { told: [told, ...replayed(view, thread, after, frame)], after };
}

interface Event {
	readonly frame: Pick<EntryFrame, "entryId" | "time" | "session">;
	readonly standing: Standing;
	readonly type: ToldType;
	readonly members?: ToldData | undefined;
}

function tell(view: Viewpoint, thread: Thread, { frame, standing, type, members }: Event): Told {
	const { entryId, time, session } = frame;
	return {
		id: webhookId(view.appId, thread.reference, entryId, type),
		type,
		at: Math.round(time * 1000),
		data: { ...aboutThread(view.kind, thread, standing), session, ...members },
	};
}

function aboutThread(kind: AppKind, thread: Thread, standing: Standing): ToldData {
	const { userId, name, reference, botId } = thread;
	const { channel, business } = parseConversationKey(reference);
	return {
		conversation_id: writeConversationId({ userId, thread: name, epoch: epochIn(kind, standing) }),
		conversation_type: typeIn(kind, standing),
		...{ reference, channel, asset: business, bot_id: botId, user_id: userId },
	};
}

type Content = readonly [type: ToldType, members?: ToldData];

/** `undefined` for what is nobody's concern outside. */
function contentOf(
	{ appId, profile }: Viewpoint,
	frame: EntryFrame,
	before: Standing,
	after: Standing,
): Content | undefined {
	const line = lineOf(appId, frame);
	if (line === undefined) return controlOf(appId, frame, before, after);
	return line[1]?.sender?.own === true && !profile.own ? undefined : line;
}

/** What was said and written, and what became of it. */
function lineOf(appId: string, frame: EntryFrame): Content | undefined {
	if (isSpoken(frame)) return spokenLine(appId, frame);
	switch (frame.type) {
		case "joined":
		case "left":
			return [
				`agent.${frame.type}`,
				{ text: frame.activity.text, sender: { by: "agent", name: frame.person.displayName } },
			];
		case "edit":
			return ["message.edited", { message_id: frame.editedId, ...simplest(frame) }];
		case "delete":
			return ["message.deleted", { message_id: frame.deletedId }];
		case "delivery":
			return ["delivery", { message_id: frame.of, delivery: { state: frame.state, error: frame.error } }];
		case "note": {
			const { text, person, fromAppId: app_id } = frame;
			return ["note", { text, sender: { by: "agent", name: person?.displayName, app_id } }];
		}
		case "draft": {
			const { entryId: draft_id, why, confidence, intent } = frame;
			return ["draft", { draft_id, why, confidence, intent, ...simplest(frame) }];
		}
		case "draftUsed":
			return ["draft.used", { draft_id: frame.draftId, why: frame.how }];
		default:
			return undefined;
	}
}

function spokenLine(appId: string, frame: Spoken): Content {
	const words = wordsOf(frame, appId);
	if (frame.type !== "userSay" || frame.postback === undefined) return [spokenType(frame), words];
	const { type, payload } = frame.postback;
	return ["postback", { ...words, postback: { type, payload, title: words.text } }];
}

function controlOf(appId: string, frame: EntryFrame, before: Standing, after: Standing): Content | undefined {
	switch (frame.type) {
		case "reminder":
			return frame.toAppId === appId ? ["reminder"] : undefined;
		case "gap":
			return ["gap", { count: frame.count }];
		case "sessionEnd":
			return ["session.ended", { why: frame.why }];
		case "handover":
			return after.who === "asked"
				? [
						"conversation.offered",
						{ again: frame.again, reason: { type: frame.reason.type, detail: frame.reason.detail } },
					]
				: undefined;
		case "messageLeft":
			return [
				"message.left",
				{ reason: { type: frame.reason.type, detail: frame.reason.detail }, ...simplest(frame) },
			];
		case "handoverDeclined":
			return endOfOffer(before, "declined");
		case "handoverExpired":
			return endOfOffer(before, "expired");
		case "handoverWithdrawn":
			return endOfOffer(before, frame.how);
		case "handoverConfirmed":
		case "takeoverConfirmed":
			if (frame.toAppId !== appId)
				return ["conversation.changed", held(frame.toAppId, after.who === "human" ? "human" : "bot")];
			return [
				"conversation.gained",
				{
					why: frame.type === "handoverConfirmed" ? "confirmed" : "tookOver",
					again: frame.again,
					history: pastOf(appId, frame.transcript?.entries),
				},
			];
		case "takeover":
		case "release": {
			const holder = frame.holder && held(frame.holder.appId, frame.holder.kind);
			const type = frame.fromAppId === appId ? "conversation.lost" : "conversation.changed";
			return [type, { why: frame.why, ...holder }];
		}
		case "watch":
			return frame.fromAppId === appId
				? ["conversation.watched", { history: pastOf(appId, frame.transcript?.entries) }]
				: undefined;
		default:
			return undefined;
	}
}

/** An offer to the app, or its own to another. Of those among others it was not told either. */
function endOfOffer({ who }: Standing, why: string): Content | undefined {
	return who === "asked" || who === "us" ? ["conversation.offer_ended", { why }] : undefined;
}

function held(app_id: string, kind: AppKind): ToldData {
	return { holder: { app_id, kind } };
}

type Past = readonly { readonly type: string }[] | undefined;

/** They were frames before they became part of another, and are looked at as such. */
function framesOf(entries: Past): readonly EntryFrame[] {
	return (entries ?? []) as unknown as readonly EntryFrame[];
}

/** All but how control went: that is over. */
function pastOf(appId: string, entries: Past): readonly PastLine[] {
	return framesOf(entries).flatMap((frame) => {
		const [type, members] = lineOf(appId, frame) ?? [];
		return type === undefined ? [] : [{ type, at: Math.round(frame.time * 1000), ...members }];
	});
}

/** What was said before, as if it were said now, for profiles that have no member for it. */
function replayed(view: Viewpoint, thread: Thread, standing: Standing, frame: EntryFrame): readonly Told[] {
	if (view.profile.history !== "replayed" || !("transcript" in frame)) return [];
	if ("toAppId" in frame && frame.toAppId !== view.appId) return [];
	const past = asItStands(framesOf(frame.transcript?.entries));
	const last = past.findLast(({ type }) => type !== "notice");
	return past.map((each) => {
		const isUnanswered = each === last && each.type === "userSay";
		const told = tell(view, thread, {
			...{ frame: each, standing, type: spokenType(each) },
			members: wordsOf(each, view.appId),
		});
		return isUnanswered ? told : { ...told, data: { ...told.data, conversation_type: "HUMAN" } };
	});
}

/** With what was edited and taken back since. */
function asItStands(frames: readonly EntryFrame[]): readonly Spoken[] {
	const edits = new Map(
		frames.flatMap((each) => (each.type === "edit" ? [[each.editedId, each] as const] : [])),
	);
	const deleted = new Set(frames.flatMap((each) => (each.type === "delete" ? [each.deletedId] : [])));
	return frames
		.filter(isSpoken)
		.filter(({ entryId }) => !deleted.has(entryId))
		.map((said) => {
			const edit = edits.get(said.entryId);
			return edit === undefined ? said : { ...said, input: edit.input, activity: edit.activity };
		});
}

/** What is not kept, and told as it comes. */
export function toPassing(
	view: Viewpoint,
	thread: Thread,
	standing: Standing,
	heard: ServerFrameOf<"deliveryReport" | "typing" | "erased" | "looking">,
	now: number,
): Told | undefined {
	const about = aboutThread(view.kind, thread, standing);
	if (heard.type === "erased") {
		const id = webhookId(view.appId, heard.conversationId, "erased", now);
		const { reference, channel, asset, bot_id, user_id } = about;
		const { conversation_id } = aboutThread(view.kind, thread, atFirst);
		return {
			id,
			type: "erased",
			at: now,
			data: { conversation_id, reference, channel, asset, bot_id, user_id },
		};
	}
	if (heard.type === "typing") {
		const id = webhookId(view.appId, heard.conversationId, "typing", now);
		return heard.by === "user" ? { id, type: "user.typing", at: now, data: about } : undefined;
	}
	if (heard.type === "looking" || (heard.state !== "delivered" && heard.state !== "read")) return undefined;
	const { of, state } = heard;
	return {
		id: webhookId(view.appId, heard.conversationId, of, state),
		...{ type: "delivery", at: now },
		data: { ...about, message_id: of, delivery: { state } },
	};
}
