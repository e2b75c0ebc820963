import type { AppId, Offer, OfferId, Reason } from "../control/control.js";
import type { PersonId } from "../control/representative.js";
import type { Book } from "./book.js";
import type { RefusalCode } from "./change.js";
import { move } from "./move.js";

/** Asks for a person, as the table has it for the phase. */
export function offerPerson(book: Book, reason: Reason, to?: readonly AppId[]): RefusalCode | undefined {
	return move(book, { type: "requested", offer: makeOffer(book, reason, to) });
}

export function makeOffer(
	book: Book,
	reason: Reason,
	to: readonly AppId[] | undefined,
	person?: PersonId,
): Offer {
	const { env, state } = book;
	const mayBeAsked = (app: AppId): boolean => env.apps.get(app)?.bots.includes(state.bot) === true;
	return {
		id: `o${state.position}.${env.commit}` as OfferId,
		to: to?.filter(mayBeAsked) ?? desksOf(book),
		...(person === undefined ? {} : { person }),
		reason: withOpenDrafts(book, reason),
		since: env.at,
		told: env.at,
		from: state.session.from,
	};
}

/** Of what a turn wrote, only what was held back and not used can be sent by whoever confirms. */
function withOpenDrafts({ state }: Book, reason: Reason): Reason {
	if (reason.drafts === undefined) return reason;
	return { ...reason, drafts: reason.drafts.filter((id) => state.drafts.some(({ entry }) => entry === id)) };
}

/** The apps that are asked when nobody is named. */
export function desksOf({ env, state }: Book, except?: AppId): readonly AppId[] {
	const asked: AppId[] = [];
	for (const app of env.apps.values()) {
		if (app.offered && app.id !== except && !env.absent.has(app.id) && app.bots.includes(state.bot))
			asked.push(app.id);
	}
	return asked;
}
