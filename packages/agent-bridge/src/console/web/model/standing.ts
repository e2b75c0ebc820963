import type { Snapshot } from "../../../protocol/parts.js";
import type { Me } from "./desk-state.js";

/** How a conversation stands, seen from this page. */
export type Standing =
	/** Somebody is asked for; `offerId` if this desk was asked. */
	| {
			readonly type: "waiting";
			readonly offerId: string | undefined;
			readonly since: number;
			/** Whether nobody was there, and the user left a message: nobody waits on the line. */
			readonly isLeft?: boolean;
	  }
	| { readonly type: "mine"; readonly isPassing: boolean }
	| { readonly type: "others"; readonly isPassing: boolean }
	| { readonly type: "bot" };

export function standingOf(snapshot: Snapshot, me: Me | undefined): Standing {
	const { holder, offer, leftMessage } = snapshot;
	const offerId = isAsked(offer, me) ? offer?.offerId : undefined;
	if (isMine(snapshot, me)) return { type: "mine", isPassing: snapshot.phase === "passing" };
	if (offer !== undefined && (holder === undefined || offerId !== undefined)) {
		return { type: "waiting", offerId, since: offer.since };
	}
	if (holder === undefined && leftMessage !== undefined) {
		const leftId = isAsked(leftMessage, me) ? leftMessage.offerId : undefined;
		return { type: "waiting", offerId: leftId, since: leftMessage.since, isLeft: true };
	}
	return holder === undefined ? { type: "bot" } : { type: "others", isPassing: snapshot.phase === "passing" };
}

/** Where one person is asked first, nobody else is. */
function isAsked(offer: Snapshot["offer"], me: Me | undefined): boolean {
	if (me === undefined || offer?.toAppIds.includes(me.appId) !== true) return false;
	return offer.toPersonId === undefined || offer.toPersonId === me.person?.id;
}

/** A desk may hold control as one, or each of its people for themselves. */
function isMine({ holder, person }: Snapshot, me: Me | undefined): boolean {
	if (holder === undefined || me === undefined || holder.appId !== me.appId) return false;
	if (holder.personId !== undefined) return holder.personId === me.person?.id;
	return person === undefined || me.person === undefined || person.id === me.person.id;
}
