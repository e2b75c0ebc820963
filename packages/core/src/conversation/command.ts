import type { Brand } from "../brand.js";
import type { AppId, EntryId, Epoch, Needs, OfferId, Reason } from "../control/control.js";
import type { TimerName } from "../control/effect.js";
import type { Human, PersonId } from "../control/representative.js";
import type { Activity, ConversationReference } from "./activity.js";
import type { Actor } from "./audit.js";
import type { TurnToken } from "./conversation.js";
import type { DraftReason, Late, Mode, Postback, RunnerUp } from "./entry.js";
import type { AccountId, BotId, ProcessId, User } from "./participants.js";
import type { Load, QueueView } from "./queue/view.js";

/** Given by whoever commands, unique for what is meant: the same id again has the effect of once. */
export type CommandId = Brand<string, "CommandId">;

/** What is needed to begin a conversation that is not known yet. */
export interface Opening {
	readonly bot: BotId;
	readonly user: User;
	readonly reference: ConversationReference;
}

/** One activity to be said, or to be held back and why. */
export interface Utterance {
	readonly activity: Activity;
	readonly hold?: DraftReason | undefined;
	readonly confidence?: number | undefined;
	/** What the gate took the user's words for. */
	readonly intent?: string | undefined;
	readonly runnerUp?: RunnerUp | undefined;
	/** Typing and the like: sent in order, but not part of the log. */
	readonly passing?: boolean | undefined;
	/** Sent by the host itself inside the request, as with `expectReplies`. */
	readonly inline?: boolean | undefined;
}

/** Control goes to the app before what was said is heard, so that it is the first to hear it. */
export interface Route {
	readonly app: AppId;
	/** Whether only the first words of a session go there. */
	readonly atBeginning: boolean;
	/** Whether the app hears everything from then on, whoever has control. */
	readonly watch: boolean;
}

/** The running turn in whose name the bot speaks. */
export interface UnderTurn {
	readonly turn: EntryId;
	readonly token: TurnToken;
}

/** Who asks, where it is an app: the human within it, and the epoch that it believes in. */
export interface ByApp {
	readonly app: AppId;
	readonly human?: Human | undefined;
	/**
	 * How far the human may act where a colleague in the same app holds control: `own` refuses, `desk` acts for the
	 * colleague. Absent: as the control protocol has it.
	 */
	readonly reach?: "own" | "desk" | undefined;
	/** For the audit log. */
	readonly actor?: Actor | undefined;
}

/** Every change to a conversation is one of these, in the imperative. */
export type Command = {
	readonly id?: CommandId | undefined;
	/** Found out on the way to the door, with what leads to an offer or repeats one. */
	readonly queue?: QueueView | undefined;
	/** Found out on the way to the door, with a `confirm` by whoever can hold only so many. */
	readonly load?: Load | undefined;
} & (
	| {
			/** What the user said. `turn` says whether the bot, or a rule for a postback, should get a turn. */
			readonly type: "hear";
			readonly opening: Opening;
			readonly activity: Activity;
			readonly postback?: Postback | undefined;
			/** Whether a rule answers the postback. */
			readonly hasRule?: boolean | undefined;
			/** Said while another app of the page holds the thread: heard, and not answered. */
			readonly standby?: boolean | undefined;
			/** The process that has the request in its hands. */
			readonly origin?: ProcessId | undefined;
			/** Where it was said while the store was away. */
			readonly late?: Late | undefined;
			/** Whether more of what was said late follows: the turn comes with the last of it. */
			readonly more?: boolean | undefined;
			/** Whose it is to answer, where the host bot would. */
			readonly route?: Route | undefined;
			/** Given by a process that can run the turn at once, if no other is running. */
			readonly token?: TurnToken | undefined;
	  }
	| {
			readonly type: "beginTurn";
			readonly turn: EntryId;
			readonly process: ProcessId;
			readonly token: TurnToken;
	  }
	| ({ readonly type: "renewTurn" } & UnderTurn)
	/** Its process stops: somebody else may run it at once. */
	| ({ readonly type: "yieldTurn" } & UnderTurn)
	| ({ readonly type: "finishTurn" } & UnderTurn)
	| {
			/** The bot speaks. Without `under` it speaks of its own accord. */
			readonly type: "say";
			readonly opening: Opening;
			readonly under?: UnderTurn | undefined;
			/** Whether a rule answers a postback, which policy allows even while a human is in. */
			readonly rule?: boolean | undefined;
			/** The channel's mode, which counts unless the conversation has its own. */
			readonly mode?: Mode | undefined;
			readonly utterances: readonly Utterance[];
	  }
	| {
			readonly type: "edit";
			readonly entry: EntryId;
			readonly activity: Activity;
			readonly under?: UnderTurn | undefined;
	  }
	| { readonly type: "delete"; readonly entry: EntryId; readonly under?: UnderTurn | undefined }
	| { readonly type: "notify"; readonly notice: "invalidButton"; readonly under: UnderTurn }
	| {
			/** Asks for a person. `under` where a turn asks: stale turns no longer may. */
			readonly type: "request";
			readonly reason: Reason;
			/** Who is to be asked; where nobody is named, those of the desks who suit. */
			readonly to?: readonly AppId[] | undefined;
			/** Without a language, the user's. */
			readonly needs?: Needs | undefined;
			readonly under?: UnderTurn | undefined;
	  }
	| { readonly type: "cancel" }
	| {
			/**
			 * What the user said in this turn is a message for those who were not there. `press` where they pressed a button
			 * that was given with the notice: they are about to write one, or leave none.
			 */
			readonly type: "leaveMessage";
			readonly under: UnderTurn;
			readonly press?: "leave" | "none" | undefined;
	  }
	| ({ readonly type: "takeOver" } & ByApp)
	| ({ readonly type: "confirm"; readonly offer: OfferId } & ByApp)
	| ({ readonly type: "decline"; readonly offer: OfferId; readonly why?: string | undefined } & ByApp)
	| ({
			/** To every other desk, if `to` is empty; to a colleague of one's own desk, if only `person` is given. */
			readonly type: "handOver";
			readonly epoch: Epoch;
			readonly to: readonly AppId[];
			/** Of the one desk in `to`: who is asked first. */
			readonly person?: PersonId | undefined;
			/** Where nobody is named: what whoever takes it should be able to do. */
			readonly needs?: Needs | undefined;
			/** How often the offer is repeated, and how long, in milliseconds. Default: as policy has it. */
			readonly retryMs?: number | undefined;
			readonly expiryMs?: number | undefined;
			readonly note?: string | undefined;
	  } & ByApp)
	| ({ readonly type: "withdraw"; readonly epoch: Epoch } & ByApp)
	| ({ readonly type: "speak"; readonly epoch: Epoch; readonly activity: Activity } & ByApp)
	| ({ readonly type: "interject"; readonly activity: Activity } & ByApp)
	/** Corrects what the app itself has said. Needs control under `epoch`, like saying it. */
	| ({
			readonly type: "correct";
			readonly entry: EntryId;
			readonly epoch: Epoch;
			readonly activity: Activity;
	  } & ByApp)
	/** Takes back what the app itself has said. */
	| ({ readonly type: "takeBack"; readonly entry: EntryId; readonly epoch: Epoch } & ByApp)
	| ({
			/**
			 * Somebody wrote to the user past us, from the platform's own inbox for instance: takes control by that, and
			 * nothing is sent.
			 */
			readonly type: "sayOutside";
			readonly opening: Opening;
			readonly activity: Activity;
			/** The channel's own id of the message. */
			readonly nativeId?: string | undefined;
	  } & ByApp)
	| {
			/** Says again what could not be sent, as whoever said it, if they still may. */
			readonly type: "sayAgain";
			readonly entry: EntryId;
			/** The app that asks for it, if one does. */
			readonly by?: ByApp | undefined;
	  }
	| ({
			/** Sends a draft as it is, or corrected. Needs control under `epoch`. */
			readonly type: "sendDraft";
			readonly draft: EntryId;
			readonly epoch: Epoch;
			readonly activity?: Activity | undefined;
			/** What the user meant, if whoever sends it says so; `null` for none of the bot's intents. */
			readonly intent?: string | null | undefined;
	  } & ByApp)
	| ({
			readonly type: "discardDraft";
			readonly draft: EntryId;
			readonly intent?: string | null | undefined;
	  } & ByApp)
	| ({ readonly type: "release"; readonly epoch: Epoch; readonly why?: string | undefined } & ByApp)
	| {
			readonly type: "close";
			readonly by?: ByApp | undefined;
			readonly epoch?: Epoch | undefined;
			readonly why?: string | undefined;
	  }
	| { readonly type: "lose"; readonly holder: AppId; readonly epoch: Epoch }
	| ({ readonly type: "watch" } & ByApp)
	| ({ readonly type: "unwatch" } & ByApp)
	| ({ readonly type: "note"; readonly text: string } & ByApp)
	/** Asks the user how the session was. Once in a session, whoever holds control. */
	| ({ readonly type: "askRating" } & ByApp)
	| { readonly type: "setMode"; readonly mode: Mode; readonly by?: ByApp | undefined }
	| { readonly type: "link"; readonly account: AccountId | undefined }
	| {
			readonly type: "reportDelivery";
			readonly entry: EntryId;
			readonly state: "failed" | "unknown";
			readonly error: string;
			/** What could not be done: the message itself, an edit of it, or its deletion. */
			readonly what: "send" | "update" | "delete";
			/** Who said it, where it was an app. */
			readonly speaker: AppId | undefined;
	  }
	| {
			/** Writes for an app that has been away for long where to read what it was not told. */
			readonly type: "cutMailbox";
			readonly reader: AppId;
			readonly from: number;
			readonly through: number;
			readonly count: number;
	  }
	/** A timer fired. `about` is the offer, the epoch or the turn that it was set for. */
	| {
			readonly type: "ring";
			readonly timer: TimerName;
			readonly about: string;
			/** How long after it was due, in milliseconds. */
			readonly lateMs?: number | undefined;
	  }
);

export type CommandType = Command["type"];
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
