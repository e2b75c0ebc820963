import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { Delivery } from "../conversation/change.js";
import type { Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { Store } from "../conversation/store.js";
import type { Logger } from "../logger.js";
import type { Channel } from "./channel.js";
import type { Grant, LaneKeeper } from "./lane-keeper.js";

/** The eight steps of sending, as they are traced. */
export type LaneStep =
	| "take"
	| "load"
	| "read-sent-states"
	| "skip-sent"
	| "resolve-recipient"
	| "send"
	| "record"
	| "return-failures";

export interface LaneOptions {
	readonly store: Store;
	readonly door: Door;
	readonly clock: Clock;
	readonly process: ProcessId;
	readonly logger: Logger;
	/** The channel of a conversation, where this process can send to it. */
	readonly channelOf: (key: ConversationKey) => Channel | undefined;
	readonly laneLeaseMs: number;
	/** A request to the channel takes at most this long; then nobody knows what became of it. */
	readonly sendTimeoutMs: number;
	/** How long the channel's own word is waited for where a request's fate is unknown. */
	readonly confirmWithinMs: number;
	/** From 0 to 1, as `Math.random`. */
	readonly random: () => number;
	readonly onDelivery: (key: ConversationKey, delivery: Delivery) => void;
	readonly trace?: ((step: LaneStep, key: ConversationKey, item: EntryId | undefined) => void) | undefined;
	/** Nothing is under way here in the conversation's lane any more. */
	readonly onRest?: ((key: ConversationKey) => void) | undefined;
}

/** Set when this process stops: pauses end, and lanes are given up between two items. */
export interface Stopping {
	isAsked: boolean;
	readonly wake: Set<() => void>;
}

/** What all parts of the work in lanes share. */
export type LaneWork = LaneOptions & { readonly stopping: Stopping; readonly keeper: LaneKeeper };

/** What to do after an item: the next one, all that is there now, or nothing more. */
export type Verdict = "next" | "again" | "stop";

export interface Lane extends Grant {
	readonly channel: Channel;
	/** How often the item that is first now was put off. */
	tried: { readonly item: EntryId; readonly times: number } | undefined;
}
