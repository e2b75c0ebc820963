import type { Brand } from "../brand.js";
import type { AppId, Control, EntryId, Epoch, Offer } from "../control/control.js";
import type { ConversationReference } from "./activity.js";
import type { Mode, Rating } from "./entry.js";
import type { ConversationKey } from "./key.js";
import type { BotId, ProcessId, SessionNumber, User } from "./participants.js";

/** Proof that a turn is being run by one runner: what it says under an old token becomes a draft. */
export type TurnToken = Brand<string, "TurnToken">;

/** A turn that was acknowledged and is not finished: durable work. Its id is the entry that it answers. */
export interface Turn {
	readonly id: EntryId;
	readonly kind: "message" | "status";
	readonly position: number;
	/** The process that has the request in its hands, if any: it goes first. */
	readonly origin: ProcessId | undefined;
	/** How often it was begun. */
	readonly attempts: number;
	/** Whether it has committed anything that was said. */
	readonly spoke: boolean;
	readonly runner:
		| {
				readonly process: ProcessId;
				readonly token: TurnToken;
				readonly epoch: Epoch;
				readonly until: number;
		  }
		| undefined;
}

/** A draft that nobody has used yet. */
interface OpenDraft {
	readonly entry: EntryId;
	readonly position: number;
}

export interface Session {
	readonly number: SessionNumber;
	/** Epoch milliseconds. */
	readonly since: number;
	/** When the user or anybody who answers them was last heard, epoch milliseconds. */
	readonly last: number;
	readonly open: boolean;
	/** The log position of its first entry. */
	readonly from: number;
}

interface SessionRating {
	readonly session: SessionNumber;
	/** Who asked, and is told: `undefined` where the channel asks by itself. */
	readonly app: AppId | undefined;
	/** When they were asked, or answered, epoch milliseconds. */
	readonly at: number;
	/** `undefined` until they have answered. */
	readonly rating: Rating | undefined;
}

/** The state of one conversation. Its log, outbox, timers and deliveries are beside it in the store. */
export interface Conversation {
	/** Which members it has: see `Schema`. */
	readonly schema: number;
	readonly key: ConversationKey;
	/** Grows by one with every commit; 0 for a conversation that was never stored. */
	readonly version: number;
	/** Random id of the commit that made this version: compared together with it. */
	readonly commit: string;
	/** Position of the last entry of the log; 0 for none. */
	readonly position: number;
	readonly bot: BotId;
	readonly user: User;
	readonly reference: ConversationReference;
	readonly control: Control;
	readonly session: Session;
	/** In the order in which they became due; only the first may run. */
	readonly turns: readonly Turn[];
	readonly watchers: readonly AppId[];
	readonly drafts: readonly OpenDraft[];
	/** Set for this conversation; otherwise the channel's or the bot's mode applies. */
	readonly mode: Mode | undefined;
	/** When the human in control was last active and whether they were reminded since. */
	readonly attention: { readonly at: number; readonly reminded: boolean };
	/** The log position at which the bot last lost control. */
	readonly awaySince: number | undefined;
	/** When what stood under this key before was erased, epoch milliseconds: what was said until then is not heard. */
	readonly erasedAt?: number | undefined;
	/** A request for a person that nobody met. */
	readonly unmet?: Unmet | undefined;
	/** When somebody last said, by what they did with a draft or chose, what the user meant. Epoch milliseconds. */
	readonly taughtAt?: number | undefined;
	/** The last session whose user was asked to rate it, or rated it, and whether an answer is in. */
	readonly rating?: SessionRating | undefined;
	/** Until when the channel takes what a human writes, epoch milliseconds; `undefined` for always. */
	readonly replyUntil: number | undefined;
}

/** Somebody was wanted, and nobody came. Stands until an app of people takes control, or the user wants nobody any more. */
export interface Unmet {
	/** Those who are to be told of a message, and why somebody was wanted. */
	readonly offer: Offer;
	/** Whether what the user writes next is a message for them. */
	readonly awaits: boolean;
	/** What the user left for them. */
	readonly message?: LeftMessage | undefined;
}

interface LeftMessage {
	/** What was left last. */
	readonly entry: EntryId;
	/** The log position of what was left first. */
	readonly position: number;
	readonly session: SessionNumber;
	/** When it was left first, and when the user was last told that it was, epoch milliseconds. */
	readonly since: number;
	readonly told: number;
}

/** At most this many unused drafts are kept open per conversation; older ones can no longer be sent. */
export const maxOpenDrafts = 20;
