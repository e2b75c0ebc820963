import { type AppId, type Control, holderOf, type Offer, offerOf } from "../control/control.js";
import type { Effect, NoticeName } from "../control/effect.js";
import type { ControlEvent } from "../control/event.js";
import { asRepresentative, type Human } from "../control/representative.js";
import type { Activity } from "./activity.js";
import {
	added,
	audience,
	type Book,
	cancelTimer,
	enqueue,
	setControl,
	setTimer,
	union,
	write,
} from "./book.js";
import type { RefusalCode } from "./change.js";
import { maxOpenDrafts } from "./conversation.js";
import { label } from "./label.js";
import { keepRequest, outliveSession, regretFor, settleUnmet } from "./queue/unmet.js";
import { isFull } from "./queue/view.js";
import { wordsOf } from "./queue/words.js";
import { representativeOfBot } from "./speakers.js";
import { addTurn } from "./turn-queue.js";

/** Makes the move that the table has for the event, and writes what follows. A refusal writes nothing. */
export function move(book: Book, event: ControlEvent): RefusalCode | undefined {
	const before = book.state.control;
	const result = book.env.transition(before, event);
	if ("refused" in result) return result.refused;
	const control = result[0];
	setControl(book, control);
	if (holderOf(before) === undefined && holderOf(control) !== undefined)
		book.state.awaySince = book.state.position;
	for (let index = 1; index < result.length; index += 1) follow(book, result[index] as Effect, before);
	return undefined;
}

type Follow<T extends Effect["type"]> = (
	book: Book,
	effect: Extract<Effect, { readonly type: T }>,
	before: Control,
) => void;

const followers: { readonly [T in Effect["type"]]: Follow<T> } = {
	ask: (book, { offer, again }, before) => {
		const told = union(offer.to, audience(book.state)).filter((app) => mayTake(book, app));
		write(book, { type: "offered", offer, again, by: holderOf(before) }, told);
		if (again) startRetry(book, offer);
	},
	startOfferTimers: (book, { offer }) => {
		startRetry(book, offer);
		setTimer(book, "offer-expiry", offer.expiryMs ?? book.env.policy.offerExpiryMs, offer.id);
	},
	keepRequest: (book, { offer }, before) => keepRequest(book, offer, before),
	endOffer: (book, { offer, how, apps, by, why }) => {
		// Where one of several declines, the offer stands for the others: for them nothing has ended.
		const stillAsked = offerOf(book.state.control)?.to ?? [];
		const told = union(apps, audience(book.state)).filter((app) => !stillAsked.includes(app));
		write(book, { type: "offerEnded", offer: offer.id, how, by, why }, told);
	},
	grant: (book, { holder, from, waited, how }) => {
		const { session, unmet } = book.state;
		const first = Math.min(from ?? session.from, unmet?.offer.from ?? Number.POSITIVE_INFINITY);
		write(book, { type: "granted", holder, from: first, waited, how }, audience(book.state));
		book.state.attention = { at: book.env.at, reminded: false };
		if (holder.kind === "human") settleUnmet(book, how);
	},
	confirmAgain: (book, { holder }) => {
		write(book, { type: "granted", holder, from: undefined, how: "again" }, [holder.app]);
		book.state.attention = { at: book.env.at, reminded: false };
	},
	revoke: (book, { holder, why }) => {
		write(book, { type: "revoked", holder, why }, union([holder.app], audience(book.state)));
	},
	joined: (book, { holder, human }) => announce(book, "joined", holder.app, human),
	left: (book, { holder, human }) => announce(book, "left", holder.app, human),
	notice: (book, { notice }) => {
		const told = notice === "nobodyFree" ? regretFor(book) : notice;
		if (told !== undefined) notify(book, told);
	},
	status: (book, { state, message }) => {
		const awaySince = state === "completed" ? book.state.awaySince : undefined;
		addTurn(book, write(book, { type: "status", state, message, awaySince }, []), "status");
	},
	withdrawSpeech: (book) => withdrawSpeech(book),
	remind: (book, { holder }) => {
		write(book, { type: "reminded", holder }, union([holder.app], audience(book.state)));
		book.state.attention = { ...book.state.attention, reminded: true };
	},
	startIdleTimer: (book, { stage }) => {
		const { remindAfterMs, releaseAfterMs } = book.env.policy;
		setTimer(
			book,
			"idle",
			stage === "remind" ? remindAfterMs : releaseAfterMs,
			String(book.state.control.epoch),
		);
	},
	cancelTimer: (book, { timer }) => cancelTimer(book, timer),
	endSession: (book, { why }) => endSession(book, why),
};

function follow<T extends Effect["type"]>(
	book: Book,
	effect: Extract<Effect, { type: T }>,
	before: Control,
): void {
	const follower: Follow<T> = followers[effect.type as T];
	follower(book, effect, before);
}

/** Who can hold no more is not asked: they are as soon as they can. */
function mayTake({ env, state: { control, watchers } }: Book, id: AppId): boolean {
	const app = env.apps.get(id);
	if (app === undefined || env.queue === undefined || !isFull(env.queue, app)) return true;
	return watchers.includes(id) || holderOf(control)?.app === id;
}

function startRetry(book: Book, { id, retryMs }: Offer): void {
	setTimer(book, "offer-retry", retryMs ?? book.env.policy.offerRetryMs, id);
}

export function endSession(book: Book, why: string): void {
	const { session, awaySince = -1 } = book.state;
	if (!session.open) return;
	const handedOver = awaySince + 1 >= session.from;
	write(book, { type: "sessionEnded", why, handedOver }, audience(book.state));
	book.state.session = { ...book.state.session, open: false };
	book.state.unmet = outliveSession(book.state);
	cancelTimer(book, "session");
	if (book.env.channel?.tellsEnd === true) tellEnd(book);
}

/** Behind everything that was said in the session. */
function tellEnd(book: Book): void {
	const activity = label(
		{ type: "endOfConversation" },
		representativeOfBot(book.env.bots.get(book.state.bot)),
	);
	enqueue(book, {
		kind: "send",
		activity,
		by: "notice",
		app: undefined,
		turn: undefined,
		entry: undefined,
	});
}

export interface NoticeDetails {
	/** What goes with the text, such as choices. */
	readonly more?: Partial<Activity> | undefined;
	/** Who has it said. */
	readonly by?: { readonly app: AppId; readonly human: Human | undefined } | undefined;
}

/** A system line to the user, in their language. */
export function notify(book: Book, notice: NoticeName, { more, by }: NoticeDetails = {}): void {
	const { env, state } = book;
	const representative = representativeOfBot(env.bots.get(state.bot));
	const activity = label({ type: "message", ...wordsOf(book, notice), ...more }, representative);
	const to = by === undefined ? audience(state) : union([by.app], audience(state));
	const entry = write(book, { type: "notice", notice, activity, representative, ...by }, to);
	enqueue(book, { kind: "send", activity, by: "notice", app: undefined, turn: undefined, entry: entry.id });
}

/** `joined` and `left` are event activities with a line of text for channels that show no events. */
export function announce(book: Book, type: "joined" | "left", app: AppId, human: Human): void {
	const { env, state } = book;
	const representative = asRepresentative(human);
	const plain: Activity = {
		type: "event",
		name: `representative.${type}`,
		value: representative,
		text: env.notice(type, state.user.locale, { name: human.displayName }),
	};
	const activity = label(plain, representative);
	const to = union([app], audience(state));
	const entry = write(book, { type, app, human, activity, representative }, to);
	enqueue(book, { kind: "send", activity, by: "notice", app: undefined, turn: undefined, entry: entry.id });
}

/** What the bot said and has not begun to be sent becomes a draft. */
function withdrawSpeech(book: Book): void {
	for (const { by, id, logged, kind } of book.env.outbox) {
		if (by !== "bot") continue;
		book.withdraw = added(book.withdraw, id);
		if (logged && kind === "send") keepDraft(book, id);
	}
}

export function keepDraft(book: Book, entry: Book["state"]["drafts"][number]["entry"]): void {
	const drafts = [...book.state.drafts, { entry, position: book.state.position }];
	book.state.drafts = drafts.slice(-maxOpenDrafts);
}
