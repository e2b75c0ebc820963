import type { Offer, OfferId } from "../../control/control.js";
import { audience, type Book, union, write } from "../book.js";
import type { RefusalCode } from "../change.js";
import type { CommandOf } from "../command.js";
import { notify } from "../move.js";
import { makeOffer } from "../offer.js";
import { markSpoken } from "../say.js";
import { runningTurn } from "../turn-queue.js";

/** What the user left, or is about to leave, for those who were not there. */
export function leaveMessage(
	book: Book,
	{ under, press }: CommandOf<"leaveMessage">,
): RefusalCode | undefined {
	if (runningTurn(book, under) === undefined) return "not-your-turn";
	const { phase } = book.state.control;
	if (phase !== "bot") return "illegal-move";
	if (press === undefined) {
		const refused = keepMessage(book);
		if (refused !== undefined) return refused;
	} else pressed(book, press);
	markSpoken(book, under);
	return undefined;
}

function pressed(book: Book, press: "leave" | "none"): void {
	const { state } = book;
	const unmet = state.unmet ?? {
		offer: makeOffer(book, { reason: { type: "asked" }, isMessage: true }),
		awaits: true,
	};
	const awaits = press === "leave";
	state.unmet = awaits || unmet.message !== undefined ? { ...unmet, awaits } : undefined;
	notify(book, awaits ? "writeMessage" : "requestCancelled");
}

function keepMessage(book: Book): RefusalCode | undefined {
	const { state, env } = book;
	const said = env.named?.entry;
	if (state.unmet === undefined || said?.type !== "userSaid") return "unknown-entry";
	const { message } = state.unmet;
	const offer = message === undefined ? renamed(book, state.unmet.offer) : state.unmet.offer;
	state.unmet = {
		offer,
		awaits: false,
		message: {
			entry: said.id,
			position: message?.position ?? said.position,
			session: state.session.number,
			since: message?.since ?? said.at,
			told: env.at,
		},
	};
	const body = { type: "messageLeft", said: said.id, activity: said.activity, offer } as const;
	write(book, body, union(offer.to, audience(state)));
	notify(book, "messageLeft");
	return undefined;
}

/** The offer itself has ended, and whoever was asked has been told so. */
function renamed({ env, state }: Book, offer: Offer): Offer {
	return { ...offer, id: `m${state.position}.${env.commit}` as OfferId };
}
