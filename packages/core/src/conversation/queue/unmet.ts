import type { Control, Offer, OfferId, Reason } from "../../control/control.js";
import type { OfferEnd } from "../../control/effect.js";
import { audience, type Book, union, write } from "../book.js";
import type { Unmet } from "../conversation.js";
import { makeOffer } from "../offer.js";

/** How long what is added to a message goes without a word of ours. */
const tellAgainMs = 60_000;

/**
 * Nobody came. Where the user has left a message in this session and only goes on, what they say is added to it: they
 * are not told that nobody is there after every word.
 */
export function keepRequest(book: Book, offer: Offer, { phase }: Control): void {
	const { state } = book;
	const { message, offer: former } = state.unmet ?? {};
	const { reason, needs } = offer;
	const to = union(offer.to, makeOffer(book, { reason, needs, isMessage: true }).to);
	const kept =
		message === undefined || former === undefined ? offer : { ...offer, id: former.id, from: former.from };
	state.unmet = { offer: { ...kept, to }, awaits: phase !== "bot" || !adds(book.state, offer), message };
	book.changed = true;
}

/** Says that nobody came; `undefined` where the user need not be told. */
export function regretFor({ state, env }: Book): "nobodyFree" | "messageLeft" | undefined {
	const { unmet } = state;
	const message = unmet?.message;
	if (unmet === undefined || message === undefined || unmet.awaits) return "nobodyFree";
	if (env.at - message.told < tellAgainMs) return undefined;
	state.unmet = { ...unmet, message: { ...message, told: env.at } };
	return "messageLeft";
}

/** Reasons by which the user only goes on: neither do they ask for anybody, nor has anything failed. */
const goesOn: ReadonlySet<Reason["type"]> = new Set(["unsure", "always-human", "bot-off", "draft-only"]);

function adds({ unmet, session }: Book["state"], { reason }: Offer): boolean {
	return unmet?.message?.session === session.number && goesOn.has(reason.type);
}

/** Somebody of the team has it now, or it is not wanted any more. */
export function settleUnmet(book: Book, how: OfferEnd): void {
	const { unmet } = book.state;
	if (unmet === undefined) return;
	book.state.unmet = undefined;
	book.changed = true;
	if (unmet.message === undefined) return;
	write(
		book,
		{ type: "offerEnded", offer: unmet.offer.id, how },
		union(unmet.offer.to, audience(book.state)),
	);
}

/** A message outlives its session. */
export function outliveSession({ unmet }: Book["state"]): Unmet | undefined {
	return unmet?.message === undefined ? undefined : { ...unmet, awaits: false };
}

/** Whether the offer stands for a message that was left. */
export function isLeftMessage({ unmet }: Book["state"], offer: OfferId): boolean {
	return unmet?.message !== undefined && unmet.offer.id === offer;
}
