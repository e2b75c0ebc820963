import type { AppId, Conversation, Epoch, OfferId, OutboxItem, TimerName } from "@baton/core";
import type { UnderTurn } from "../packages/core/src/conversation/command.js";

/** A desk, and what it believes: it learns how things stand only when it looks. */
export interface Desk {
	readonly app: AppId;
	readonly isThere: boolean;
	/** Under which it believes to hold control. */
	readonly epoch: Epoch | undefined;
	/** What it believes to be offered. */
	readonly offer: OfferId | undefined;
}

/** Somebody who runs the bot for a turn; a slow one may be thought dead and go on. */
export interface Runner {
	readonly under: UnderTurn;
	readonly hasSpoken: boolean;
}

export interface Sending {
	readonly item: OutboxItem;
	readonly isBegun: boolean;
	/** It arrived, and whoever sent it died before that was written down. */
	readonly hasArrived: boolean;
}

/** What may still happen, so that there is an end. */
export interface Budget {
	readonly heard: number;
	readonly asked: number;
	readonly spoken: number;
	readonly interjected: number;
	readonly deaths: number;
}

/** Everything that there is, at one moment. */
export interface Node {
	readonly conversation: Conversation;
	readonly outbox: readonly Sending[];
	/** What each timer is about. */
	readonly timers: ReadonlyMap<TimerName, string>;
	readonly desks: readonly Desk[];
	readonly runners: readonly Runner[];
	/** The human whom the user believes to be talking to. */
	readonly shown: string | undefined;
	readonly left: Budget;
	/** Grows with every step: ids are made from it. */
	readonly count: number;
}

/** A step, and what came of it: another moment, or a broken promise. */
export interface Step {
	readonly name: string;
	readonly node: Node;
	readonly broken: string | undefined;
}
