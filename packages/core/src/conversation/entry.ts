import type { AppId, EntryId, Epoch, Holder, Offer, OfferId } from "../control/control.js";
import type { NoticeName, OfferEnd, Waited } from "../control/effect.js";
import type { Human, Representative } from "../control/representative.js";
import type { Activity } from "./activity.js";
import type { AccountId, SessionNumber } from "./participants.js";

/** A button press. */
export interface Postback {
	readonly type: string;
	readonly payload: unknown;
}

/** What the user said while the store was away, and was heard when it was back. */
export interface Late {
	/** When it was said, epoch milliseconds. */
	readonly at: number;
	/** What was said before it and is answered together with it. */
	readonly earlier: readonly EntryId[];
}

/** The second best of what the gate took the user's words for. */
export interface RunnerUp {
	readonly intent: string;
	/** Between 0 and 1. */
	readonly confidence: number;
}

/** What the user thinks of a session, in the channel's way. */
export interface Rating {
	/** From 1 to 5; absent where the channel asks in words of its own. */
	readonly stars?: number | undefined;
	/** As the user gave it. */
	readonly answer: string;
}

/** Why an answer was not sent. */
export type DraftReason = "control-moved" | "turn-ended" | "unsure" | "draft-only" | "shadow" | "proactive";

/** What is said by one line of the log. */
export type EntryBody =
	| {
			readonly type: "userSaid";
			readonly activity: Activity;
			readonly postback?: Postback | undefined;
			/** Until when the channel takes what a human answers, epoch milliseconds; absent for always. */
			readonly replyUntil?: number | undefined;
			readonly late?: Late | undefined;
	  }
	| {
			readonly type: "botSaid";
			readonly activity: Activity;
			readonly representative: Representative;
			/** The entry that it answers, where it was said in a turn. */
			readonly answers?: EntryId | undefined;
	  }
	| {
			readonly type: "appSaid";
			readonly app: AppId;
			readonly human: Human | undefined;
			readonly activity: Activity;
			readonly representative: Representative;
			/** The bot's draft that was sent, as it was or corrected. */
			readonly draft?: EntryId | undefined;
			readonly how: "said" | "interjected" | "approved-draft" | "corrected-draft";
	  }
	| {
			readonly type: "notice";
			readonly notice: NoticeName;
			/** Who had it said, where it was an app. */
			readonly app?: AppId | undefined;
			readonly human?: Human | undefined;
			readonly activity: Activity;
			readonly representative: Representative;
	  }
	| {
			readonly type: "joined" | "left";
			readonly app: AppId;
			readonly human: Human;
			readonly activity: Activity;
			readonly representative: Representative;
	  }
	| {
			readonly type: "draft";
			readonly activity: Activity;
			readonly why: DraftReason;
			/** The entry that it would have answered. */
			readonly answers?: EntryId | undefined;
			readonly confidence?: number | undefined;
			/** What the gate took the user's words for. */
			readonly intent?: string | undefined;
			/** What the gate would have taken them for next. */
			readonly runnerUp?: RunnerUp | undefined;
	  }
	| {
			readonly type: "draftUsed";
			readonly draft: EntryId;
			readonly how: "sent" | "corrected" | "discarded";
			readonly app: AppId;
			readonly human: Human | undefined;
			/** What the user meant, as whoever used it says; `null` for none of the bot's intents. */
			readonly intent?: string | null | undefined;
	  }
	| {
			readonly type: "offered";
			readonly offer: Offer;
			readonly again: boolean;
			readonly by: Holder | undefined;
	  }
	| {
			readonly type: "offerEnded";
			readonly offer: OfferId;
			readonly how: OfferEnd;
			/** Who declined, and why. */
			readonly by?: AppId | undefined;
			readonly why?: string | undefined;
	  }
	/** The user left a message since nobody was there: the entry `said`. Ends, by the offer's id, as an offer does. */
	| {
			readonly type: "messageLeft";
			readonly said: EntryId;
			readonly activity: Activity;
			readonly offer: Offer;
	  }
	/** `from` is the position of the first entry that the app should read. `again`: it held control already. */
	| {
			readonly type: "granted";
			readonly holder: Holder;
			readonly from: number | undefined;
			/** Where the user waited for it. */
			readonly waited?: Waited | undefined;
			readonly how: "confirmed" | "tookOver" | "again";
	  }
	| { readonly type: "revoked"; readonly holder: Holder; readonly why: string }
	| { readonly type: "reminded"; readonly holder: Holder }
	| {
			readonly type: "status";
			readonly state: "accepted" | "failed" | "completed";
			readonly message: string | undefined;
			/** The log position after which the bot was away, with `completed`. */
			readonly awaySince: number | undefined;
	  }
	| { readonly type: "watched"; readonly app: AppId; readonly from: number | undefined }
	| { readonly type: "unwatched"; readonly app: AppId }
	| { readonly type: "note"; readonly app: AppId; readonly human: Human | undefined; readonly text: string }
	| {
			readonly type: "deliveryFailed";
			readonly entry: EntryId;
			readonly state: "failed" | "unknown";
			readonly error: string;
			/** What could not be done: the message itself, an edit of it, or its deletion. */
			readonly what: "send" | "update" | "delete";
	  }
	| { readonly type: "edited"; readonly entry: EntryId; readonly activity: Activity }
	| { readonly type: "deleted"; readonly entry: EntryId }
	| { readonly type: "modeSet"; readonly mode: Mode; readonly app: AppId | undefined }
	| { readonly type: "linked"; readonly account: AccountId | undefined }
	/** `of` is the session that is rated: the user may have begun another since. */
	| ({ readonly type: "rated"; readonly of: SessionNumber } & Rating)
	/** `handedOver` says whether an app held control at any time in it. */
	/** Stands for what the app had not acknowledged when it had been away for long: `count` entries of these positions. */
	| {
			readonly type: "missed";
			readonly app: AppId;
			readonly from: number;
			readonly through: number;
			readonly count: number;
	  }
	| { readonly type: "sessionEnded"; readonly why: string; readonly handedOver: boolean };

/** How the bot takes part: it answers, only drafts, or is not run at all. */
export type Mode = "auto" | "draft-only" | "off";

export type EntryType = EntryBody["type"];

/** One line of a conversation's log. */
export type Entry = EntryBody & {
	readonly id: EntryId;
	/** Place in the log: 1, 2, 3, without gaps. */
	readonly position: number;
	/** Epoch milliseconds. */
	readonly at: number;
	readonly session: SessionNumber;
	/** The epoch in force after the commit that wrote it. */
	readonly epoch: Epoch;
	/** The apps that must be told, each until it acknowledges. */
	readonly to: readonly AppId[];
};

export type EntryOf<T extends EntryType> = Extract<Entry, { readonly type: T }>;

const seenByUser: ReadonlySet<EntryType> = new Set([
	"userSaid",
	"botSaid",
	"appSaid",
	"notice",
	"joined",
	"left",
]);

/** An entry that the user sees, with the activity that they see. */
export type VisibleEntry = EntryOf<"userSaid" | "botSaid" | "appSaid" | "notice" | "joined" | "left">;

export function isVisibleToUser(entry: Entry): entry is VisibleEntry {
	return seenByUser.has(entry.type);
}
