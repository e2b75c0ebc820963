import { z } from "zod";
import {
	activity,
	deliveryState,
	epoch,
	holder,
	ids,
	input,
	intent,
	mode,
	needs,
	person,
	position,
	postback,
	reason,
	representative,
	time,
} from "./parts.js";

/** What every line of a conversation's log carries on its way to an app. */
const line = {
	conversationId: ids.conversation,
	botId: ids.bot,
	botUserId: z.string(),
	channel: z.string(),
	/** Place in the log of the conversation. Grows, not always by one: an app is told what concerns it. */
	position,
	entryId: ids.entry,
	/** The epoch in force after it. */
	epoch,
	time,
	/** Number of the session within the conversation. */
	session: z.number().int(),
} as const;

const said = { input, activity } as const;
/** What became of it on the channel; only in transcripts, and only where something is known. */
const fate = {
	delivery: z
		.object({
			state: deliveryState,
			nativeId: z.string().optional(),
			error: z.string().optional(),
			/** The user's, as the channel names it; empty once it was taken back. */
			reaction: z.string().optional(),
		})
		.optional(),
} as const;

const lineFrame = <const Type extends string, Members extends z.ZodRawShape>(type: Type, members: Members) =>
	z.object({ type: z.literal(type), ...line, ...members });

const sayings = [
	lineFrame("userSay", {
		...said,
		postback: postback.optional(),
		replyUntil: time.optional(),
		/** Where it comes late, since nothing could be stored: when it was said. */
		saidAt: time.optional(),
	}),
	lineFrame("botSay", { ...said, ...fate, representative, answers: ids.entry.optional() }),
	lineFrame("agentSay", {
		...said,
		...fate,
		representative,
		fromAppId: ids.app,
		person: person.optional(),
		how: z.enum(["said", "interjected", "approved-draft", "corrected-draft"]),
		draftId: ids.entry.optional(),
	}),
	lineFrame("notice", {
		...said,
		...fate,
		representative,
		notice: z.string(),
		/** Who had it said, where it was an app. */
		fromAppId: ids.app.optional(),
		person: person.optional(),
	}),
	lineFrame("joined", { ...said, ...fate, representative, fromAppId: ids.app, person }),
	lineFrame("left", { ...said, ...fate, representative, fromAppId: ids.app, person }),
	lineFrame("edit", { ...said, editedId: ids.entry }),
	lineFrame("delete", { deletedId: ids.entry }),
	lineFrame("note", { fromAppId: ids.app, person: person.optional(), text: z.string() }),
] as const;

const drafts = [
	lineFrame("draft", {
		...said,
		why: z.enum(["control-moved", "turn-ended", "unsure", "draft-only", "shadow", "proactive"]),
		answers: ids.entry.optional(),
		confidence: z.number().optional(),
		/** What the gate took the user's words for. */
		intent: z.string().optional(),
		/** What it would have taken them for next. */
		runnerUp: z.object({ intent: z.string(), confidence: z.number() }).optional(),
	}),
	lineFrame("draftUsed", {
		draftId: ids.entry,
		how: z.enum(["sent", "corrected", "discarded"]),
		fromAppId: ids.app,
		person: person.optional(),
		/** What the user meant, if it was said; null for none of the bot's intents. */
		intent: intent.nullable().optional(),
	}),
] as const;

/** A conversation's log before this entry, as far as it fits: the newest, in order. */
const beginning = z
	.object({
		/** Frames as in `transcript`. */
		entries: z.array(z.looseObject({ type: z.string(), position })).readonly(),
		/** Whether there is more before them that should be read: ask with `getTranscript`. */
		more: z.boolean(),
	})
	.optional();

const control = [
	lineFrame("handover", {
		offerId: ids.offer,
		/** Who offers: the app in control, or absent where it is the host bot or the rules. */
		fromAppId: ids.app.optional(),
		/** You, if you were asked. */
		toAppId: ids.app,
		toAppIds: z.array(ids.app).readonly(),
		/** The one person who is asked first. The others of their app are asked with a repetition that names nobody. */
		toPersonId: ids.person.optional(),
		reason,
		needs: needs.optional(),
		since: time,
		from: position,
		/** Whether it was offered before and is offered still. */
		again: z.boolean(),
	}),
	lineFrame("handoverDeclined", {
		offerId: ids.offer,
		/** Who declined, and why if they said so. */
		fromAppId: ids.app.optional(),
		why: z.string().optional(),
	}),
	lineFrame("handoverExpired", { offerId: ids.offer }),
	lineFrame("handoverWithdrawn", {
		offerId: ids.offer,
		how: z.enum(["confirmed", "cancelled", "withdrawn", "tookOver", "released", "lost", "closed"]),
	}),
	lineFrame("messageLeft", {
		...said,
		offerId: ids.offer,
		/** The `userSay` that it was said in. */
		leftId: ids.entry,
		toAppIds: z.array(ids.app).readonly(),
		reason,
		needs: needs.optional(),
		since: time,
		from: position,
	}),
	lineFrame("handoverConfirmed", {
		toAppId: ids.app,
		personId: ids.person.optional(),
		from: position.optional(),
		again: z.boolean(),
		transcript: beginning,
	}),
	lineFrame("takeoverConfirmed", {
		toAppId: ids.app,
		personId: ids.person.optional(),
		again: z.boolean(),
		transcript: beginning,
	}),
	lineFrame("takeover", {
		/** Who lost control. */
		fromAppId: ids.app,
		personId: ids.person.optional(),
		/** Who holds it at the time of telling; absent for the host bot. */
		holder: holder.optional(),
		holderEpoch: epoch,
		why: z.string(),
	}),
	lineFrame("release", {
		fromAppId: ids.app,
		personId: ids.person.optional(),
		holder: holder.optional(),
		holderEpoch: epoch,
		why: z.string(),
	}),
	lineFrame("reminder", { toAppId: ids.app, personId: ids.person.optional() }),
] as const;

const around = [
	lineFrame("watch", { fromAppId: ids.app, transcript: beginning }),
	lineFrame("unwatch", { fromAppId: ids.app }),
	lineFrame("delivery", {
		of: ids.entry,
		what: z.enum(["send", "update", "delete"]).optional(),
		state: deliveryState,
		error: z.string().optional(),
	}),
	lineFrame("status", {
		state: z.enum(["accepted", "failed", "completed"]),
		message: z.string().optional(),
	}),
	lineFrame("mode", { mode, fromAppId: ids.app.optional() }),
	lineFrame("link", { accountId: z.string().optional() }),
	lineFrame("rating", {
		/** Number of the session that was rated, which may be over. */
		of: z.number().int(),
		/** From 1 to 5; absent where the channel asks in words of its own. */
		stars: z.number().int().optional(),
		/** As the user gave it. */
		answer: z.string(),
	}),
	lineFrame("gap", {
		...{ from: position, through: position, count: z.number().int() },
		/** Who holds control at the time of telling: that your app lost it may be among what is not told. */
		holder: holder.optional(),
		holderEpoch: epoch,
	}),
	lineFrame("sessionEnd", { why: z.string() }),
] as const;

/** One line of a conversation's log as a frame: waits in the app's mailbox until it is acknowledged. */
export const entryFrame = z.discriminatedUnion("type", [...sayings, ...drafts, ...control, ...around]);

export type EntryFrame = Readonly<z.infer<typeof entryFrame>>;
export type EntryFrameType = EntryFrame["type"];
export type EntryFrameOf<T extends EntryFrameType> = Extract<EntryFrame, { readonly type: T }>;
