import type { EntryFrame, EntryFrameOf } from "../../../protocol/entry-frame.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import { type Delivery, laterDelivery } from "./delivery.js";
import { followControl } from "./follow-control.js";
import { mergeEntries, readUpTo } from "./merge-entries.js";
import type { Talk } from "./talk.js";

/** A conversation after the bridge told one line of its log. */
export function hearEntry(talk: Talk, entry: EntryFrame): Talk {
	const entries = mergeEntries(talk.entries, [entry]);
	const next = {
		...talk,
		entries,
		snapshot: followControl(talk.snapshot, entry),
		readTo: talk.readTo === undefined ? undefined : readUpTo(entries, talk.readTo),
		deliveries: deliveriesAfter(talk.deliveries, [entry]),
		typing: withoutTypist(talk.typing, typistOf(entry)),
	};
	return settle(next, talk.entries);
}

/** In which direction a page was asked for. */
export type Direction = "last" | "after" | "before";

/** A conversation after a page of its transcript was read. */
export function readPage(talk: Talk, page: ServerFrameOf<"transcript">, direction: Direction): Talk {
	const last = page.entries.at(-1)?.position ?? 0;
	const startsAgain = direction === "last" && leavesGap(talk, page);
	const known = startsAgain ? talk.entries.filter(({ position }) => position > last) : talk.entries;
	const entries = mergeEntries(known, page.entries);
	const next = {
		...talk,
		entries,
		snapshot: page.conversation.position >= talk.snapshot.position ? page.conversation : talk.snapshot,
		readTo: readUpTo(entries, startsAgain ? last : Math.max(talk.readTo ?? 0, last)),
		hasEarlier: startsAgain || direction === "before" ? page.more : talk.hasEarlier,
		deliveries: deliveriesAfter(talk.deliveries, page.entries),
	};
	return settle(next, talk.entries);
}

/** Whether something is missing between what is known and the last page. */
function leavesGap({ readTo }: Talk, { entries }: ServerFrameOf<"transcript">): boolean {
	const [first] = entries;
	return readTo === undefined || (first !== undefined && first.position > readTo + 1);
}

/** What is in the log now is no longer pending. The line may come before the answer that names it. */
function settle(talk: Talk, before: Talk["entries"]): Talk {
	if (talk.pending.length === 0) return talk;
	const logged = new Set(talk.entries.map(({ entryId }) => entryId));
	const known = new Set(before.map(({ entryId }) => entryId));
	const fresh = talk.entries.flatMap((entry) =>
		entry.type === "agentSay" && !known.has(entry.entryId) ? [wordsOf(entry)] : [],
	);
	const pending = talk.pending.filter(({ entryIds, text }) => {
		if (entryIds.length > 0) return !entryIds.some((id) => logged.has(id));
		const place = fresh.indexOf(text);
		if (place >= 0) fresh.splice(place, 1);
		return place < 0;
	});
	return pending.length === talk.pending.length ? talk : { ...talk, pending };
}

function wordsOf({ activity, input }: EntryFrameOf<"agentSay">): string {
	return activity.text ?? (input.type === "text" ? input.value : "");
}

function deliveriesAfter(
	known: ReadonlyMap<string, Delivery>,
	entries: readonly EntryFrame[],
): ReadonlyMap<string, Delivery> {
	const told = entries.flatMap(toldDelivery);
	if (told.length === 0) return known;
	const next = new Map(known);
	for (const [id, delivery] of told) next.set(id, laterDelivery(next.get(id), delivery));
	return next;
}

function toldDelivery(entry: EntryFrame): readonly (readonly [string, Delivery])[] {
	if (entry.type === "delivery")
		return entry.what === undefined || entry.what === "send"
			? [[entry.of, { state: entry.state, error: entry.error }]]
			: [];
	return "delivery" in entry && entry.delivery !== undefined ? [[entry.entryId, entry.delivery]] : [];
}

/** Whoever has spoken has stopped typing. */
function typistOf(entry: EntryFrame): string | undefined {
	if (entry.type === "userSay") return "user";
	if (entry.type === "botSay") return "bot";
	return entry.type === "agentSay" ? entry.fromAppId : undefined;
}

function withoutTypist(
	typing: ReadonlyMap<string, number>,
	by: string | undefined,
): ReadonlyMap<string, number> {
	if (by === undefined || !typing.has(by)) return typing;
	return new Map([...typing].filter(([typist]) => typist !== by));
}
