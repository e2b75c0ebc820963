import type { AppId, Delivery, Entry, EntryType, Holder } from "@baton/core";
import type { EntryFrame, EntryFrameOf, EntryFrameType } from "./entry-frame.js";
import { toInput } from "./input.js";
import { type Facts, toFrameHolder, toFrameOffer, toSeconds } from "./snapshot.js";

/** What a frame says besides its entry: looked up for the few kinds in {@link needsLookup}. */
export interface FrameContext {
	/** Whom it is for. */
	readonly app: AppId;
	/** Who holds control at the time of telling. */
	readonly standing?: { readonly epoch: number; readonly holder: Holder | undefined } | undefined;
	/** The log since the entry from which the app should read. */
	readonly transcript?: { readonly entries: readonly EntryFrame[]; readonly more: boolean } | undefined;
	readonly delivery?: Delivery | undefined;
}

/** Entries whose frame needs more than the entry: who holds control now, or what was said before. */
export function needsLookup({ type }: Entry): boolean {
	return type === "granted" || type === "revoked" || type === "watched" || type === "missed";
}

/** Entries whose frame depends on the app that it is for. The frame of any other is written once for all. */
export function isPersonal(entry: Entry): boolean {
	return entry.type === "offered" || needsLookup(entry);
}

/** One line of a log as the frame that tells an app of it. */
export function toFrame(entry: Entry, facts: Facts, context: FrameContext): EntryFrame {
	const body = bodyOf(entry, context);
	// Member by member: every word of every conversation passes here, and spreading costs ten times as much.
	const line = {
		type: body.type,
		conversationId: facts.conversationId,
		botId: facts.botId,
		botUserId: facts.botUserId,
		channel: facts.channel,
		position: entry.position,
		entryId: entry.id,
		epoch: entry.epoch,
		time: toSeconds(entry.at),
		session: entry.session,
	};
	Object.assign(line, body);
	// Each body is checked against its own frame; the compiler cannot see that the sum is one of the union.
	return line as EntryFrame;
}

type LineMember = keyof Facts | "position" | "entryId" | "epoch" | "time" | "session";
type Body<T extends EntryFrameType> = T extends EntryFrameType ? Omit<EntryFrameOf<T>, LineMember> : never;
type LineOf<T extends EntryType> = Entry extends infer E
	? E extends { readonly type: infer Types }
		? T extends Types
			? E
			: never
		: never
	: never;

type Bodies = {
	readonly [T in EntryType]: (entry: LineOf<T>, context: FrameContext) => Body<EntryFrameType>;
};

function bodyOf<T extends EntryType>(entry: Entry & { readonly type: T }, context: FrameContext) {
	// The table pairs each type with its own entry, which the compiler cannot follow through the lookup.
	const make = bodies[entry.type] as (entry: Entry, context: FrameContext) => Body<EntryFrameType>;
	return make(entry, context);
}

function fate({ delivery }: FrameContext) {
	if (delivery === undefined) return undefined;
	const { state, nativeId, error, reaction } = delivery;
	return { state, nativeId, error, reaction };
}

const bodies: Bodies = {
	userSaid: ({ activity, postback, replyUntil, late }): Body<"userSay"> => ({
		type: "userSay",
		input: toInput(activity),
		activity,
		postback,
		replyUntil: replyUntil && toSeconds(replyUntil),
		saidAt: late && toSeconds(late.at),
	}),
	botSaid: ({ activity, representative, answers }, context): Body<"botSay"> => ({
		type: "botSay",
		input: toInput(activity),
		activity,
		representative,
		answers,
		delivery: fate(context),
	}),
	appSaid: ({ activity, representative, app, human, how, draft }, context): Body<"agentSay"> => ({
		type: "agentSay",
		input: toInput(activity),
		activity,
		representative,
		fromAppId: app,
		person: human,
		how,
		draftId: draft,
		delivery: fate(context),
	}),
	notice: ({ activity, representative, notice, app, human }, context): Body<"notice"> => ({
		type: "notice",
		input: toInput(activity),
		activity,
		representative,
		notice,
		fromAppId: app,
		person: human,
		delivery: fate(context),
	}),
	joined: comesOrGoes,
	left: comesOrGoes,
	draft: ({ activity, why, answers, confidence, intent, runnerUp }): Body<"draft"> => ({
		type: "draft",
		input: toInput(activity),
		activity,
		why,
		answers,
		confidence,
		intent,
		runnerUp,
	}),
	draftUsed: ({ draft, how, app, human, intent }): Body<"draftUsed"> => ({
		type: "draftUsed",
		draftId: draft,
		how,
		fromAppId: app,
		person: human,
		intent,
	}),
	offered: ({ offer, again, by }, { app }): Body<"handover"> => ({
		type: "handover",
		...toFrameOffer(offer),
		fromAppId: by?.app,
		toAppId: offer.to.includes(app) ? app : (offer.to[0] ?? app),
		again,
	}),
	messageLeft: ({ said, activity, offer }): Body<"messageLeft"> => ({
		type: "messageLeft",
		input: toInput(activity),
		activity,
		leftId: said,
		...toFrameOffer(offer),
	}),
	offerEnded: offerEnds,
	granted: ({ holder, from, how }, { transcript, app }) => {
		const members = {
			toAppId: holder.app,
			personId: holder.person,
			again: how === "again",
			transcript: app === holder.app ? transcript : undefined,
		};
		return how === "confirmed"
			? ({ type: "handoverConfirmed", ...members, from } satisfies Body<"handoverConfirmed">)
			: ({ type: "takeoverConfirmed", ...members } satisfies Body<"takeoverConfirmed">);
	},
	revoked: ({ holder, why, epoch }, { standing }): Body<"takeover" | "release"> => ({
		type: why === "confirmed" || why === "tookOver" ? "takeover" : "release",
		fromAppId: holder.app,
		personId: holder.person,
		holder: standing?.holder && toFrameHolder(standing.holder),
		holderEpoch: standing?.epoch ?? epoch,
		why,
	}),
	reminded: ({ holder }): Body<"reminder"> => ({
		type: "reminder",
		toAppId: holder.app,
		personId: holder.person,
	}),
	status: ({ state, message }): Body<"status"> => ({ type: "status", state, message }),
	watched: ({ app }, { transcript }): Body<"watch"> => ({ type: "watch", fromAppId: app, transcript }),
	unwatched: ({ app }): Body<"unwatch"> => ({ type: "unwatch", fromAppId: app }),
	note: ({ app, human, text }): Body<"note"> => ({ type: "note", fromAppId: app, person: human, text }),
	deliveryFailed: ({ entry, state, error, what }): Body<"delivery"> => ({
		type: "delivery",
		of: entry,
		what,
		state,
		error,
	}),
	edited: ({ entry, activity }): Body<"edit"> => ({
		type: "edit",
		editedId: entry,
		input: toInput(activity),
		activity,
	}),
	deleted: ({ entry }): Body<"delete"> => ({ type: "delete", deletedId: entry }),
	modeSet: ({ mode, app }): Body<"mode"> => ({ type: "mode", mode, fromAppId: app }),
	linked: ({ account }): Body<"link"> => ({ type: "link", accountId: account }),
	rated: ({ of, stars, answer }): Body<"rating"> => ({ type: "rating", of, stars, answer }),
	missed: ({ from, through, count, epoch }, { standing }): Body<"gap"> => ({
		type: "gap",
		...{ from, through, count },
		holder: standing?.holder && toFrameHolder(standing.holder),
		holderEpoch: standing?.epoch ?? epoch,
	}),
	sessionEnded: ({ why }): Body<"sessionEnd"> => ({ type: "sessionEnd", why }),
};

function comesOrGoes(entry: LineOf<"joined" | "left">, context: FrameContext): Body<"joined" | "left"> {
	const { type, activity, representative, app, human } = entry;
	return {
		type,
		input: toInput(activity),
		activity,
		representative,
		fromAppId: app,
		person: human,
		delivery: fate(context),
	};
}

function offerEnds({ offer, how, by, why }: LineOf<"offerEnded">): Body<EntryFrameType> {
	if (how === "declined")
		return {
			type: "handoverDeclined",
			offerId: offer,
			fromAppId: by,
			why,
		} satisfies Body<"handoverDeclined">;
	if (how === "expired") return { type: "handoverExpired", offerId: offer };
	return { type: "handoverWithdrawn", offerId: offer, how } satisfies Body<"handoverWithdrawn">;
}
