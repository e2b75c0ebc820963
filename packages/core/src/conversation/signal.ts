import type { AppId } from "../control/control.js";
import type { Human } from "../control/representative.js";
import type { Delivery } from "./change.js";
import type { Entry } from "./entry.js";
import type { ConversationKey } from "./key.js";
import type { BotId } from "./participants.js";

/** Who is typing: the user, the bot, or an app. */
export type Typist = "user" | "bot" | AppId;

/**
 * What this process noticed just now. A signal may be lost: whatever must not be lost is in the store, and
 * sweeps find it.
 */
export type Signal =
	/** Entries were committed. `tell` has the apps that they are addressed to. */
	| {
			readonly type: "committed";
			readonly key: ConversationKey;
			readonly entries: readonly Entry[];
			readonly tell: readonly AppId[];
	  }
	/** Another process committed entries, at positions from `from` on: the store has them. */
	| {
			readonly type: "committedElsewhere";
			readonly key: ConversationKey;
			readonly from: number;
			readonly tell: readonly AppId[];
	  }
	/** What became of something that was sent; `to` are the holder and the watchers. */
	| {
			readonly type: "delivery";
			readonly key: ConversationKey;
			readonly delivery: Delivery;
			readonly to: readonly AppId[];
	  }
	/** What other processes committed may not have been told: the store has it. */
	| { readonly type: "missed" }
	/** The store is away, and what users say waits on this machine; or all of it has been said. */
	| { readonly type: "outage"; readonly state: "began" | "ended" }
	/** The conversation and all that was of it are gone; `to` are all apps that may have something of it. */
	| {
			readonly type: "erased";
			readonly key: ConversationKey;
			readonly bot: BotId;
			readonly to: readonly AppId[];
	  }
	| {
			readonly type: "typing";
			readonly key: ConversationKey;
			readonly by: Typist;
			readonly to: readonly AppId[];
	  }
	/** A person has the conversation on screen, writes in it, or has it no more. Said again while it lasts. */
	| {
			readonly type: "looking";
			readonly key: ConversationKey;
			readonly app: AppId;
			readonly human: Human;
			readonly doing: "reading" | "writing" | "gone";
	  }
	/** A person is at their desk, or no more. Said again while it lasts. */
	| {
			readonly type: "colleague";
			readonly app: AppId;
			readonly human: Human;
			readonly state: "here" | "gone";
			/** Whether they may do more than look. */
			readonly mayAct: boolean;
	  };

export type Listener = (signal: Signal) => void;

/** What is not kept: whoever is connected at that moment hears it. */
export type PassingSignal = Extract<
	Signal,
	{ readonly type: "delivery" | "typing" | "looking" | "colleague" }
>;
