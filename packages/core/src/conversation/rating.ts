import { z } from "zod";
import { audience, type Book, union, write } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { ByApp, CommandOf } from "./command.js";
import type { Conversation } from "./conversation.js";
import type { Postback, Rating } from "./entry.js";
import { notify } from "./move.js";
import type { App, SessionNumber } from "./participants.js";

/** The type of the postback behind each choice from 1 to 5. */
const ratingType = "BATON_RATING";

const stars = z.number().int().min(1).max(5);
const pressed = z.object({ session: z.number().int(), stars });
/** As a channel that has a survey of its own puts it into `channelData.rating` of what the user did. */
const surveyed = z.object({
	rating: z.object({ answer: z.string().max(1000), stars: stars.optional() }),
});

/** What a user answered, and of which session. */
interface Rated extends Rating {
	readonly session: SessionNumber;
	/** Whether the channel asked, in its own way. */
	readonly isSurvey: boolean;
}

/** The user is asked by choices that carry the session: who answers late does not rate another. */
export function askRating(book: Book, { human }: ByApp, app: App): RefusalCode | undefined {
	const { state } = book;
	if (app.personal && human === undefined) return "human-required";
	const session = state.session.number;
	if (state.rating?.session === session) return "already-asked";
	state.rating = { session, app: app.id, at: book.env.at, rating: undefined };
	const actions = [1, 2, 3, 4, 5].map((count) => choice(session, count));
	const question = { suggestedActions: { to: [], actions }, inputHint: "expectingInput" };
	// For channels that ask in a way of their own.
	const more = { ...question, channelData: { asks: "rating" } };
	notify(book, "rating", { more, by: { app: app.id, human } });
	return undefined;
}

function choice(session: SessionNumber, count: number) {
	const title = String(count);
	const value = JSON.stringify({ type: ratingType, payload: { session, stars: count } });
	return { type: "postBack", title, text: title, displayText: title, value };
}

/** The answer to the question, or to a channel's survey, if what was said is one. */
export function readRating(
	state: Conversation,
	{ activity, postback }: CommandOf<"hear">,
): Rated | undefined {
	if (activity.type === "message") return readPress(postback) ?? readDigit(state, activity.text);
	const { rating } = surveyed.safeParse(activity.channelData).data ?? {};
	return rating === undefined ? undefined : { ...rating, session: state.session.number, isSurvey: true };
}

/** What answers our own question is not the bot's to answer. */
export function isAnswerToUs(rated: Rated | undefined): boolean {
	return rated !== undefined && !rated.isSurvey;
}

function readPress(postback: Postback | undefined): Rated | undefined {
	if (postback?.type !== ratingType) return undefined;
	const { data } = pressed.safeParse(postback.payload);
	if (data === undefined) return undefined;
	const { session, stars: count } = data;
	return { session: session as SessionNumber, stars: count, answer: String(count), isSurvey: false };
}

/** Where there are no buttons the user writes the figure: an answer as long as nobody has said anything since. */
function readDigit({ rating, session }: Conversation, text = ""): Rated | undefined {
	if (rating === undefined || rating.rating !== undefined || session.last > rating.at) return undefined;
	const answer = text.trim();
	if (!/^[1-5]$/.test(answer)) return undefined;
	return { session: rating.session, stars: Number(answer), answer, isSurvey: false };
}

/** The first answer counts, and only to what was asked; a channel asks in a survey by itself. */
export function rate(book: Book, { session: of, stars: count, answer, isSurvey }: Rated): void {
	const { state, env } = book;
	const known = state.rating?.session === of ? state.rating : undefined;
	if (known === undefined ? !isSurvey : known.rating !== undefined) return;
	const rating = { stars: count, answer };
	state.rating = { session: of, app: known?.app, at: env.at, rating };
	const told = known?.app === undefined ? audience(state) : union([known.app], audience(state));
	write(book, { type: "rated", of, ...rating }, told);
	if (!isSurvey) notify(book, "ratingThanks");
}
