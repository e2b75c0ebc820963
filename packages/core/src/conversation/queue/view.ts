import type { AppId, Offer } from "../../control/control.js";
import type { ConversationKey } from "../key.js";
import type { App } from "../participants.js";

/** How the queue looked just before a command: read outside, since a decision reads nothing. */
export interface QueueView {
	/** Offers that stand, longest waiting first, as far as they were read. */
	readonly waiting: readonly Waiting[];
	/** How long users have lately waited for each app, in milliseconds for each place in line. */
	readonly waits: ReadonlyMap<AppId, readonly number[]>;
	/** How many conversations apps hold that cannot hold more than so many, as a whole. */
	readonly held: ReadonlyMap<AppId, number>;
}

export interface Waiting extends Pick<Offer, "to" | "since"> {
	readonly key: ConversationKey;
}

/** How many an app that is asked, or the person who acts, holds besides this conversation, and how many they may. */
export interface Load {
	readonly held: number;
	readonly capacity: number;
}

/** Who waits before, among those whom any of the same apps could take. From 1 on. */
export function placeIn(
	{ waiting }: Pick<QueueView, "waiting">,
	key: ConversationKey,
	{ to, since }: Pick<Offer, "to" | "since">,
): number {
	const before = waiting.filter(
		(other) => other.key !== key && other.since < since && other.to.some((app) => to.includes(app)),
	);
	return before.length + 1;
}

/** Fewer say nothing about the next one. */
const fewestWaits = 5;

/** How long it may take from here, in milliseconds, by what others have waited; `undefined` where too few have. */
export function waitFrom(
	{ waits }: Pick<QueueView, "waits">,
	{ to }: Pick<Offer, "to">,
	place: number,
): number | undefined {
	const known = to.flatMap((app) => waits.get(app) ?? []).sort((one, other) => one - other);
	const middle = known[Math.floor(known.length / 2)];
	return known.length < fewestWaits || middle === undefined ? undefined : middle * place;
}

/** Whether an app that holds control as a whole can take no more. */
export function isFull({ held }: Pick<QueueView, "held">, { id, capacity }: App): boolean {
	return capacity !== undefined && (held.get(id) ?? 0) >= capacity;
}
