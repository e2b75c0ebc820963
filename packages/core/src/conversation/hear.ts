import { audience, type Book, setTimer, write } from "./book.js";
import type { RefusalCode } from "./change.js";
import { readChoice } from "./choice.js";
import type { CommandOf } from "./command.js";
import type { Conversation } from "./conversation.js";
import { continued } from "./copies.js";
import { followRoute } from "./follow-route.js";
import { endSession } from "./move.js";
import type { SessionNumber } from "./participants.js";
import { isAnswerToUs, rate, readRating } from "./rating.js";
import { addTurn } from "./turn-queue.js";

/** Commits what the user said, and makes a turn due where the bot, or a rule, is to answer. */
export function hear(book: Book, command: CommandOf<"hear">): RefusalCode | undefined {
	const { state } = book;
	if (wasErased(state, command)) return "erased";
	const rating = readRating(state, command);
	if (rating === undefined || state.session.open) touchSession(book);
	state.replyUntil = replyUntil(book, command);
	refreshUser(book, command);
	if (rating === undefined) followRoute(book, command);
	const entry = write(book, heard(command, state.replyUntil), audience(state));
	if (readChoice(command.postback) !== undefined) state.taughtAt = book.env.at;
	if (rating !== undefined) rate(book, rating);
	if (!isAnswerToUs(rating) && isDue(book, command)) {
		addTurn(
			book,
			entry,
			"message",
			command.origin === undefined ? undefined : { origin: command.origin, token: command.token },
		);
	}
	return undefined;
}

/** A repeat of the platform, or what waited somewhere, does not bring back what was erased. */
function wasErased({ erasedAt }: Pick<Conversation, "erasedAt">, { activity }: CommandOf<"hear">): boolean {
	return erasedAt !== undefined && Date.parse(String(activity.timestamp)) <= erasedAt;
}

function heard(
	{ activity, postback, late }: CommandOf<"hear">,
	replyUntil: number | undefined,
): Parameters<typeof write>[1] {
	if (late !== undefined) return { type: "userSaid", activity, postback, replyUntil, late };
	if (replyUntil !== undefined) return { type: "userSaid", activity, postback, replyUntil };
	return postback === undefined ? { type: "userSaid", activity } : { type: "userSaid", activity, postback };
}

/** From when it was said, which may be before what was heard already. */
function replyUntil({ env, state }: Book, { late }: CommandOf<"hear">): number | undefined {
	const window = env.channel?.window;
	if (window === undefined) return undefined;
	return Math.max(state.replyUntil ?? 0, (late?.at ?? env.at) + window.humanMs);
}

function isDue({ state, env }: Book, { hasRule, standby, more }: CommandOf<"hear">): boolean {
	if (standby === true || more === true) return false;
	if (state.control.phase === "bot" || state.control.phase === "offered") return true;
	return (hasRule === true && env.policy.postbacks !== "forward") || env.policy.shadow;
}

/** A first message after silence, or after a close, begins a session. */
export function touchSession(book: Book): void {
	const { state, env } = book;
	const { session, control } = state;
	const silent = env.at - session.last >= env.policy.sessionSilenceMs && control.phase === "bot";
	if (session.open && !silent) {
		state.session = continued(session, env.at);
		return;
	}
	if (session.open) endSession(book, "silence");
	const number = (session.number + 1) as SessionNumber;
	state.session = { number, since: env.at, last: env.at, open: true, from: state.position + 1 };
	setTimer(book, "session", env.policy.sessionSilenceMs, String(number));
}

/** The newest name and locale of the user, and where to reach them. */
function refreshUser({ state }: Book, { opening }: CommandOf<"hear">): void {
	if (isCurrent(state, opening)) return;
	const { name, locale } = opening.user;
	state.user = { ...state.user, name: name ?? state.user.name, locale: locale ?? state.user.locale };
	state.reference = opening.reference;
}

function isCurrent(
	{ user, reference }: Conversation,
	{ user: seen, reference: now }: CommandOf<"hear">["opening"],
): boolean {
	return (
		(seen.name === undefined || user.name === seen.name) &&
		(seen.locale === undefined || user.locale === seen.locale) &&
		reference.serviceUrl === now.serviceUrl &&
		reference.conversation.id === now.conversation.id
	);
}
