import type { FrameOffer } from "../../../protocol/parts.js";
import type { QueueRow } from "./queue.js";
import { type Talk, unreadCount } from "./talk.js";

export const quickFilters = ["all", "waiting", "mine", "unread", "undelivered"] as const;
export type QuickFilter = (typeof quickFilters)[number];
export type ReasonType = FrameOffer["reason"]["type"];

/** Which of its conversations a person wants to see. */
export interface Filter {
	readonly quick: QuickFilter;
	/** Only those that wait for this reason. */
	readonly reason: ReasonType | undefined;
	readonly channel: string | undefined;
}

export const noFilter: Filter = { quick: "all", reason: undefined, channel: undefined };

export function isFiltered({ quick, reason, channel }: Filter): boolean {
	return quick !== "all" || reason !== undefined || channel !== undefined;
}

/** Whether a row is to be shown. `undelivered` has the conversations where something could not be sent. */
export function passes(
	row: QueueRow,
	{ quick, reason, channel }: Filter,
	undelivered: ReadonlyMap<string, unknown>,
): boolean {
	const { snapshot } = row.talk;
	if (reason !== undefined && snapshot.offer?.reason.type !== reason) return false;
	if (channel !== undefined && snapshot.channel !== channel) return false;
	switch (quick) {
		case "all":
			return true;
		case "unread":
			return newWordsOf(row) > 0;
		case "undelivered":
			return undelivered.has(snapshot.conversationId);
		default:
			return row.standing.type === quick;
	}
}

/** How much the user has said that this person should read: what colleagues and the bot attend to is not counted. */
export function newWordsOf({ standing, talk }: QueueRow): number {
	return standing.type === "waiting" || standing.type === "mine" ? unreadCount(talk) : 0;
}

/** What there is to choose from, among all conversations that the desk knows. */
export function choicesOf(talks: Iterable<Talk>): {
	readonly reasons: readonly ReasonType[];
	readonly channels: readonly string[];
} {
	const reasons = new Set<ReasonType>();
	const channels = new Set<string>();
	for (const { snapshot } of talks) {
		channels.add(snapshot.channel);
		if (snapshot.offer !== undefined) reasons.add(snapshot.offer.reason.type);
	}
	return { reasons: [...reasons].sort(), channels: [...channels].sort() };
}
