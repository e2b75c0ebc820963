import type { AppId } from "../control/control.js";
import type { Change, IndexFacts } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { BotId } from "../conversation/participants.js";
import type { Listed } from "../conversation/store.js";
import { heldSince } from "./change-rules.js";

type Listing = Map<ConversationKey, Listed>;

/** What conversations are found by. */
export interface MemoryListings {
	readonly waiting: Listing;
	readonly left: Listing;
	readonly heldBy: Map<AppId, Listing>;
	readonly openOf: Map<BotId, Listing>;
	readonly taughtOf: Map<BotId, Listing>;
}

export function memoryListings(): MemoryListings {
	return { waiting: new Map(), left: new Map(), heldBy: new Map(), openOf: new Map(), taughtOf: new Map() };
}

export function relist(listings: MemoryListings, change: Change, now: number): void {
	if (change.index === undefined) return;
	const { before, after } = change.index;
	if (before !== undefined) unlist(listings, change.key, before);
	list(listings, change, { facts: after, now });
}

/** The first `limit` of the listed by `since`: the oldest, or the newest. */
export function pick(
	listing: Listing | undefined,
	limit: number,
	order: "oldest" | "newest",
): readonly Listed[] {
	const sign = order === "oldest" ? 1 : -1;
	const best: Listed[] = [];
	for (const listed of listing?.values() ?? []) {
		const last = best[limit - 1];
		if (last !== undefined && (listed.since - last.since) * sign >= 0) continue;
		const place = best.findLastIndex((one) => (one.since - listed.since) * sign <= 0) + 1;
		best.splice(place, 0, listed);
		if (best.length > limit) best.pop();
	}
	return best;
}

export function unlist(
	{ waiting, left, heldBy, openOf, taughtOf }: MemoryListings,
	key: ConversationKey,
	facts: IndexFacts,
): void {
	if (facts.waitingSince !== undefined) waiting.delete(key);
	if (facts.leftSince !== undefined) left.delete(key);
	if (facts.holder !== undefined) removeFrom(heldBy, facts.holder, key);
	if (facts.openSince !== undefined) removeFrom(openOf, facts.bot, key);
	if (facts.taughtAt !== undefined) removeFrom(taughtOf, facts.bot, key);
}

function list(
	{ waiting, left, heldBy, openOf, taughtOf }: MemoryListings,
	{ key, next }: Change,
	{ facts, now }: { readonly facts: IndexFacts; readonly now: number },
): void {
	const { bot, holder, waitingSince, leftSince, openSince, taughtAt } = facts;
	if (waitingSince !== undefined) waiting.set(key, { key, bot, since: waitingSince });
	if (leftSince !== undefined) left.set(key, { key, bot, since: leftSince });
	if (holder !== undefined) listingOf(heldBy, holder).set(key, { key, bot, since: heldSince(next, now) });
	if (openSince !== undefined) listingOf(openOf, bot).set(key, { key, bot, since: openSince });
	if (taughtAt !== undefined) listingOf(taughtOf, bot).set(key, { key, bot, since: taughtAt });
}

function listingOf<Name>(listings: Map<Name, Listing>, name: Name): Listing {
	const known = listings.get(name);
	if (known !== undefined) return known;
	const listing: Listing = new Map();
	listings.set(name, listing);
	return listing;
}

function removeFrom<Name>(listings: Map<Name, Listing>, name: Name, key: ConversationKey): void {
	const listing = listings.get(name);
	listing?.delete(key);
	if (listing?.size === 0) listings.delete(name);
}
