import type { EntryFrame, EntryFrameOf, EntryFrameType } from "../../../protocol/entry-frame.js";
import type { FrameHolder, Snapshot } from "../../../protocol/parts.js";

type Follow<T extends EntryFrameType> = (snapshot: Snapshot, entry: EntryFrameOf<T>) => Snapshot;

/** What an entry says about how its conversation stands. The rest do not change it. */
const rules: { readonly [T in EntryFrameType]?: Follow<T> } = {
	userSay: (snapshot, { replyUntil }) => (replyUntil === undefined ? snapshot : { ...snapshot, replyUntil }),
	handover: (snapshot, { offerId, toAppIds, toPersonId, reason, since, from }) => ({
		...snapshot,
		phase: snapshot.holder === undefined ? "offered" : "passing",
		offer: { offerId, toAppIds, toPersonId, reason, since, from },
	}),
	handoverConfirmed: (snapshot, entry) => hold(snapshot, entry),
	takeoverConfirmed: (snapshot, entry) => hold(snapshot, entry),
	handoverExpired: (snapshot, { offerId }) => endOffer(snapshot, offerId),
	handoverWithdrawn: (snapshot, { offerId }) => endOffer(snapshot, offerId),
	release: (snapshot, { holder }) => revoke(snapshot, holder),
	takeover: (snapshot, { holder }) => revoke(snapshot, holder),
	joined: (snapshot, { person }) => ({ ...snapshot, person }),
	left: (snapshot) => ({ ...snapshot, person: undefined }),
	notice: (snapshot, { notice, session }) =>
		notice === "rating" ? { ...snapshot, rating: { of: session } } : snapshot,
	rating: (snapshot, { of, stars, answer }) => ({ ...snapshot, rating: { of, stars, answer } }),
	draft: (snapshot, { entryId }) => ({ ...snapshot, draftIds: [...snapshot.draftIds, entryId] }),
	draftUsed: (snapshot, { draftId }) => ({
		...snapshot,
		draftIds: snapshot.draftIds.filter((id) => id !== draftId),
	}),
	mode: (snapshot, { mode }) => ({ ...snapshot, mode }),
	link: (snapshot, { accountId }) => ({ ...snapshot, user: { ...snapshot.user, accountId } }),
	sessionEnd: (snapshot) => ({ ...snapshot, session: { ...snapshot.session, open: false } }),
};

/** How the conversation stands after this entry, until the bridge says how it stands. */
export function followControl(snapshot: Snapshot, entry: EntryFrame): Snapshot {
	if (entry.position <= snapshot.position) return snapshot;
	// The table pairs each type with its own entry, which the compiler cannot follow through the lookup.
	const rule = rules[entry.type] as Follow<EntryFrameType> | undefined;
	const { position, epoch, session, time } = entry;
	const moved = { ...snapshot, position, epoch, session: sessionAt(snapshot, session, time) };
	return rule === undefined ? moved : rule(moved, entry);
}

function sessionAt({ session }: Snapshot, number: number, time: number): Snapshot["session"] {
	if (number === session.number) return { ...session, last: time };
	return { number, since: time, last: time, open: true };
}

function hold(
	snapshot: Snapshot,
	{ toAppId, personId }: { readonly toAppId: string; readonly personId?: string | undefined },
): Snapshot {
	const holder: FrameHolder = { appId: toAppId, kind: "human", personId };
	return { ...snapshot, phase: "held", holder, offer: undefined, leftMessage: undefined };
}

function endOffer(snapshot: Snapshot, offerId: string): Snapshot {
	if (snapshot.offer?.offerId !== offerId) return snapshot;
	return { ...snapshot, phase: snapshot.holder === undefined ? "bot" : "held", offer: undefined };
}

function revoke(snapshot: Snapshot, holder: FrameHolder | undefined): Snapshot {
	if (holder !== undefined) return { ...snapshot, phase: "held", holder, offer: undefined };
	return { ...snapshot, phase: "bot", holder: undefined, person: undefined, offer: undefined };
}
