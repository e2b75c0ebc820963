import {
	type AppId,
	type Needs,
	type Offer,
	type OfferId,
	offerOf,
	type Reason,
} from "../control/control.js";
import type { Book } from "./book.js";
import type { App } from "./participants.js";
import { bestFor } from "./queue/pool.js";
import { placeIn } from "./queue/view.js";

/** What is offered, and to whom. */
export interface Offering extends Pick<Offer, "person" | "reason" | "needs" | "retryMs" | "expiryMs"> {
	/** Who is named; where nobody is, the desks that suit. */
	readonly to?: readonly AppId[] | undefined;
	/** An app that is not asked. */
	readonly except?: AppId | undefined;
	/** Whether it is a message, which waits for those who are not there just now. */
	readonly isMessage?: boolean | undefined;
}

export function makeOffer(book: Book, { to, person, reason, needs, ...more }: Offering): Offer {
	const { env, state } = book;
	const wanted = to === undefined ? neededBy(book, needs) : undefined;
	const asked = to === undefined ? suitable(book, wanted ?? {}, more) : known(book, to);
	return {
		id: `o${state.position}.${env.commit}` as OfferId,
		to: asked,
		...(person === undefined ? {} : { person }),
		reason: withOpenDrafts(book, reason),
		needs: wanted,
		retryMs: more.retryMs,
		expiryMs: more.expiryMs,
		place: placeOf(book, asked),
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

/** The user's language counts where an app says which ones it speaks. */
function neededBy({ env, state }: Book, needs: Needs | undefined): Needs | undefined {
	const isMinded = [...env.apps.values()].some(({ languages }) => languages !== undefined);
	const language = needs?.language ?? (isMinded ? state.user.locale : undefined);
	const skills = needs?.skills?.length ? needs.skills : undefined;
	return (skills ?? language) === undefined ? undefined : { skills, language };
}

/** Whoever asks again stands where they stood. */
function placeOf({ env, state }: Book, to: readonly AppId[]): Offer["place"] {
	if (env.queue === undefined || state.control.phase === "held") return undefined;
	const since = offerOf(state.control)?.since ?? env.at;
	const place = placeIn(env.queue, state.key, { to, since });
	return { first: place, told: place };
}

function known({ env, state }: Book, to: readonly AppId[]): readonly AppId[] {
	return to.filter((app) => env.apps.get(app)?.bots.includes(state.bot) === true);
}

/** The desks that are asked when nobody is named: of those who are there, the ones who suit best. */
function suitable(
	{ env, state }: Book,
	needs: Needs,
	{ except, isMessage = false }: Pick<Offering, "except" | "isMessage">,
): readonly AppId[] {
	const asked: App[] = [];
	for (const app of env.apps.values()) {
		const mayBe = app.offered && app.id !== except && app.bots.includes(state.bot);
		if (mayBe && (isMessage || isThere(env, app))) asked.push(app);
	}
	return bestFor(asked, needs).map(({ id }) => id);
}

function isThere({ absent, at }: Book["env"], { id, hours }: App): boolean {
	return !absent.has(id) && (hours === undefined || hours.isOpen(at));
}
