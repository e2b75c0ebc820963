import type { DeskState } from "./desk-state.js";
import { isFull } from "./load.js";
import { remindedSince } from "./reminded.js";
import { standingOf } from "./standing.js";
import { type Talk, unreadCount } from "./talk.js";

/** Something that a person wants to be told of, wherever they look. */
export interface News {
	readonly type: "waiting" | "handed" | "message" | "reminder";
	readonly conversationId: string;
}

/**
 * What has come between two states of the desk. The first list is no news: it is on screen. Nor is who waits to whoever
 * holds as many as they may.
 */
export function newsBetween(before: DeskState, after: DeskState): readonly News[] {
	if (before.talks === after.talks || !before.isListed || after.me === undefined) return [];
	const news: News[] = [];
	for (const [conversationId, talk] of after.talks) {
		const known = before.talks.get(conversationId);
		if (known === talk) continue;
		const type = newIn(known, talk, after);
		if (type === "waiting" && isFull(after)) continue;
		if (type !== undefined) news.push({ type, conversationId });
	}
	return news;
}

function newIn(before: Talk | undefined, after: Talk, { me }: DeskState): News["type"] | undefined {
	if (offerTo(after, me) !== undefined && offerTo(after, me) !== (before && offerTo(before, me)))
		return after.snapshot.offer?.toPersonId === undefined ? "waiting" : "handed";
	if (before === undefined || standingOf(after.snapshot, me).type !== "mine") return undefined;
	if (remindedSince(after, me) !== undefined && remindedSince(before, me) === undefined) return "reminder";
	return unreadCount(after) > unreadCount(before) ? "message" : undefined;
}

function offerTo({ snapshot }: Talk, me: DeskState["me"]): string | undefined {
	const standing = standingOf(snapshot, me);
	return standing.type === "waiting" ? standing.offerId : undefined;
}
