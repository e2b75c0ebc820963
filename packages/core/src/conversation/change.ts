import type { AppId, EntryId, Epoch, Holder } from "../control/control.js";
import type { RefusalCode as ControlRefusal, TimerName } from "../control/effect.js";
import type { Activity } from "./activity.js";
import type { AuditRecord } from "./audit.js";
import type { CommandId } from "./command.js";
import type { Conversation, TurnToken } from "./conversation.js";
import type { Entry } from "./entry.js";
import type { ConversationKey } from "./key.js";
import type { BotId } from "./participants.js";
import type { Load } from "./queue/view.js";

/** What is to be sent to the channel, in commit order, after the commit. */
export interface OutboxItem {
	/** The entry that it sends, updates or deletes; typing and the like have an id of their own. */
	readonly id: EntryId;
	readonly kind: "send" | "update" | "delete";
	/** Place in the lane; grows with commit order. */
	readonly order: number;
	readonly activity: Activity;
	readonly by: "bot" | "app" | "notice";
	/** Who is told if it cannot be sent, where an app said it. */
	readonly app: AppId | undefined;
	/** The turn in which it was said, if any. */
	readonly turn: EntryId | undefined;
	/** Whether it is part of the log, so that its delivery is recorded. */
	readonly logged: boolean;
	/** Not sent any more after this, epoch milliseconds. */
	readonly notAfter: number;
}

/** What became of something that was sent. States only move to the right in {@link deliveryRank}. */
export type DeliveryState =
	| "pending"
	| "begun"
	| "withdrawn"
	| "unknown"
	| "sent"
	| "failed"
	| "delivered"
	| "read";

/** Later states have higher ranks: reports that arrive late never move a delivery back. */
export const deliveryRank: { readonly [S in DeliveryState]: number } = {
	pending: 0,
	begun: 1,
	unknown: 2,
	withdrawn: 3,
	sent: 3,
	failed: 3,
	delivered: 4,
	read: 5,
};

export interface Delivery {
	readonly entry: EntryId;
	readonly state: DeliveryState;
	/** The channel's own id of the message. */
	readonly nativeId?: string | undefined;
	readonly error?: string | undefined;
	/** The user's reaction to the entry, as the channel names it; `""` once it was taken back. The latest report counts. */
	readonly reaction?: string | undefined;
}

export type TimerChange =
	| { readonly set: TimerName; readonly afterMs: number; readonly about: string }
	| { readonly cancel: TimerName };

/** Why a command was refused. */
export type RefusalCode =
	| ControlRefusal
	| "unknown-conversation"
	| "erased"
	| "unknown-app"
	| "not-your-bot"
	| "unknown-draft"
	| "unknown-entry"
	| "unknown-intent"
	| "not-your-turn"
	| "already-sent"
	| "already-asked"
	| "nothing-to-say"
	| "human-required"
	| "outside-window"
	| "at-capacity"
	| "bad-target";

/** Who holds control: told with every refusal. */
export interface Standing {
	readonly epoch: Epoch;
	readonly holder: Holder | undefined;
}

/** The answer to a command. Remembered with the command's id, so that a repeat gets the same. */
export type Outcome =
	| {
			readonly status: "done";
			readonly epoch: Epoch;
			/** What was written, in order. */
			readonly entries: readonly EntryId[];
			/** Position of the last entry of the log. */
			readonly position: number;
			/** How many of the entries were held back as drafts. */
			readonly drafts: number;
			/** The turn that became due or was begun, and whether it may run now. */
			readonly turn?: { readonly id: EntryId; readonly token: TurnToken | undefined } | undefined;
			/** Whether it waits on this machine until the store is back: nothing else is known yet. */
			readonly spooled?: true | undefined;
	  }
	| {
			readonly status: "refused";
			readonly code: RefusalCode;
			readonly standing: Standing | undefined;
			/** With `at-capacity`: how many they hold, and how many they may. */
			readonly load?: Load | undefined;
	  };

/** One atomic write. Nothing else changes a conversation. */
export interface Change {
	readonly key: ConversationKey;
	/** The version that `next` was made from; the commit fails unless it is still current. */
	readonly expected: { readonly version: number; readonly commit: string };
	readonly next: Conversation;
	/** Remembered with its outcome, so that a repeat has the effect of once. */
	readonly command: CommandId | undefined;
	readonly outcome: Outcome;
	readonly entries: readonly Entry[];
	/** Apps that have something new to be told. */
	readonly tell: readonly AppId[];
	readonly outbox: readonly OutboxItem[];
	/** Delivery states to begin with, of entries that need no outbox (spoken inline). */
	readonly deliveries: readonly Delivery[];
	/** What is unsent of these is taken back. What has begun to be sent is left alone. */
	readonly withdraw: readonly EntryId[];
	readonly timers: readonly TimerChange[];
	/** Only where one of the facts changes. */
	readonly index: { readonly before: IndexFacts | undefined; readonly after: IndexFacts } | undefined;
	/** Who did it, where it was an app. */
	readonly audit?: AuditRecord | undefined;
}

/** What conversations are listed by. */
export interface IndexFacts {
	readonly bot: BotId;
	readonly holder: AppId | undefined;
	/** When the offer that stands was made, epoch milliseconds. */
	readonly waitingSince: number | undefined;
	/** When the user left a message that nobody has taken yet, epoch milliseconds. */
	readonly leftSince?: number | undefined;
	/** When the session that is open began, epoch milliseconds. */
	readonly openSince: number | undefined;
	/** When somebody last said what the user meant, epoch milliseconds. */
	readonly taughtAt?: number | undefined;
}
