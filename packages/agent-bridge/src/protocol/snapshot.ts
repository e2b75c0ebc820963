import { type Conversation, type Holder, holderOf, type Offer, offerOf, type Reason } from "@baton/core";
import type { FrameHolder, FrameOffer, Snapshot } from "./parts.js";

/** Frames tell times in seconds; the fraction has milliseconds. */
export function toSeconds(ms: number): number {
	return ms / 1000;
}

export function toFrameHolder({ app, kind, person }: Holder): FrameHolder {
	return { appId: app, kind, personId: person };
}

function toFrameReason({ type, detail, drafts }: Reason): FrameOffer["reason"] {
	return { type, detail, draftIds: drafts };
}

export function toFrameOffer({ id, to, person, reason, needs, since, from }: Offer): FrameOffer {
	const asked = { toAppIds: to, toPersonId: person };
	return { offerId: id, ...asked, reason: toFrameReason(reason), needs, since: toSeconds(since), from };
}

function toLeftMessage({ unmet }: Conversation): Snapshot["leftMessage"] {
	if (unmet?.message === undefined) return undefined;
	const { entry, since } = unmet.message;
	return { ...toFrameOffer(unmet.offer), leftId: entry, since: toSeconds(since) };
}

/** What never changes about a conversation, and is said with each of its frames. */
export interface Facts {
	readonly conversationId: string;
	readonly botId: string;
	readonly botUserId: string;
	readonly channel: string;
}

export function toFacts({ key, bot, user, reference }: Conversation): Facts {
	return { conversationId: key, botId: bot, botUserId: user.id, channel: reference.channelId };
}

/** How a conversation stands, for people. */
export function toSnapshot(conversation: Conversation): Snapshot {
	const { control, drafts, mode, position, rating, replyUntil, session, user, watchers } = conversation;
	const holder = holderOf(control);
	const offer = offerOf(control);
	return {
		...toFacts(conversation),
		user: { name: user.name, locale: user.locale, accountId: user.account },
		phase: control.phase,
		epoch: control.epoch,
		holder: holder && toFrameHolder(holder),
		person: "human" in control ? control.human : undefined,
		offer: offer && toFrameOffer(offer),
		leftMessage: toLeftMessage(conversation),
		watchers,
		position,
		session: {
			number: session.number,
			since: toSeconds(session.since),
			last: toSeconds(session.last),
			open: session.open,
		},
		draftIds: drafts.map(({ entry }) => entry),
		mode,
		rating: rating && { of: rating.session, ...rating.rating },
		replyUntil: replyUntil && toSeconds(replyUntil),
	};
}
