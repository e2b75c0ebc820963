import type { AppId } from "../control/control.js";
import { holderOf } from "../control/control.js";
import type { ControlEvent } from "../control/event.js";
import type { Human } from "../control/representative.js";
import type { Activity } from "./activity.js";
import { added, audience, type Book, enqueue, setTimer, union, write } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { ByApp, Command, CommandOf } from "./command.js";
import { continued } from "./copies.js";
import type { EntryOf } from "./entry.js";
import { touchSession } from "./hear.js";
import { label } from "./label.js";
import { announce, move } from "./move.js";
import { makeOffer } from "./offer.js";
import type { App } from "./participants.js";
import { isLeftMessage } from "./queue/unmet.js";
import { askRating } from "./rating.js";
import { actingHolder, holderFrom, humanOf, representativeOf } from "./speakers.js";
import { watch } from "./watch.js";

/** What an app may command. The app is known, and one of this bot's. */
export type AppCommand = Extract<Command, ByApp>;
type Handler<T extends AppCommand["type"]> = (
	book: Book,
	command: CommandOf<T> & ByApp,
	app: App,
) => RefusalCode | undefined;

export const appHandlers: { readonly [T in AppCommand["type"]]: Handler<T> } = {
	takeOver: take,
	confirm: take,
	decline: (book, { offer, why, human }, app) =>
		move(book, { type: "declined", app: app.id, person: human?.id, offer, why }),
	handOver,
	withdraw: (book, command, app) =>
		move(book, { type: "withdrawn", by: actingHolder(book, app, command), epoch: command.epoch }),
	speak: (book, command, app) => speak(book, command, app, command.activity, "said"),
	interject,
	correct: amendOwn,
	takeBack: amendOwn,
	sayOutside,
	sendDraft,
	discardDraft,
	release: (book, command, app) =>
		move(book, {
			type: "released",
			by: actingHolder(book, app, command),
			epoch: command.epoch,
			why: command.why,
		}),
	watch: (book, _, app) => watch(book, app.id),
	unwatch: (book, _, app) => unwatch(book, app.id),
	askRating,
	note: (book, { text, human }, app) => {
		write(book, { type: "note", app: app.id, human, text }, union([app.id], audience(book.state)));
		return undefined;
	},
};

function take(book: Book, command: CommandOf<"takeOver" | "confirm">, app: App): RefusalCode | undefined {
	if (app.personal && command.human === undefined) return "human-required";
	const human = app.kind === "human" ? command.human : undefined;
	const taking = { at: book.env.at, holder: holderFrom(app, command), human };
	if (command.type === "confirm" && hasEnough(command)) return "at-capacity";
	if (command.type === "confirm" && isLeftMessage(book.state, command.offer))
		return takeMessage(book, taking);
	if (command.type === "confirm") return move(book, { type: "confirmed", ...taking, offer: command.offer });
	return move(book, { type: "tookOver", ...taking });
}

/** Only what is taken on purpose goes beyond it. */
function hasEnough({ load }: CommandOf<"confirm">): boolean {
	return load !== undefined && load.held >= load.capacity;
}

/** Of several who want to take it the first has it. */
function takeMessage(
	book: Book,
	taking: Omit<Extract<ControlEvent, { type: "tookOver" }>, "type">,
): RefusalCode | undefined {
	if (holderOf(book.state.control) !== undefined) return "offer-gone";
	return move(book, { type: "tookOver", ...taking });
}

function handOver(book: Book, command: CommandOf<"handOver">, app: App): RefusalCode | undefined {
	const { to, person, epoch, note, needs, retryMs, expiryMs } = command;
	const named = to.length > 0 ? to : person === undefined ? undefined : [app.id];
	if (named?.every((id) => mayBeMeant(book, command, app, id)) === false) return "bad-target";
	if (person !== undefined && (named?.length !== 1 || person === command.human?.id)) return "bad-target";
	const reason = { type: "handed-over", detail: note } as const;
	const asked = named === undefined ? { except: app.id, needs } : { to: named, person };
	const offer = makeOffer(book, { reason, retryMs, expiryMs, ...asked });
	return move(book, { type: "handedOver", by: actingHolder(book, app, command), epoch, offer });
}

/** Another app of this bot; one's own only where control is personal, for a colleague. */
function mayBeMeant({ env, state }: Book, { person }: CommandOf<"handOver">, app: App, id: AppId): boolean {
	const target = env.apps.get(id);
	if (target === undefined || !target.bots.includes(state.bot)) return false;
	if (person !== undefined && target.kind !== "human") return false;
	return id !== app.id || (person !== undefined && app.personal);
}

type How = EntryOf<"appSaid">["how"];

/** The words of an app in control. `joined` precedes a human's first. */
export function speak(
	book: Book,
	command: CommandOf<"speak" | "sendDraft">,
	app: App,
	activity: Activity,
	how: How,
): RefusalCode | undefined {
	if (app.personal && command.human === undefined) return "human-required";
	if (isTooLate(book, app)) return "outside-window";
	const human = humanOf(app, command);
	const refused = move(book, { type: "said", by: holderFrom(app, command), epoch: command.epoch, human });
	if (refused !== undefined) return refused;
	utter(book, app, human, activity, how, command.type === "sendDraft" ? command.draft : undefined);
	keepAttention(book);
	return undefined;
}

/** A channel may take what a human writes only for so long after the user's last words. */
function isTooLate({ env, state }: Book, app: App): boolean {
	return app.kind === "human" && state.replyUntil !== undefined && env.at >= state.replyUntil;
}

/** The platform shows the user what was written there: what is left to do is to know it. */
function sayOutside(book: Book, command: CommandOf<"sayOutside">, app: App): RefusalCode | undefined {
	const { opening, activity: plain, nativeId, ...by } = command;
	touchSession(book);
	if (holderOf(book.state.control)?.app !== app.id) {
		const refused = take(book, { ...by, type: "takeOver" }, app);
		if (refused !== undefined) return refused;
	}
	const human = humanOf(app, command);
	const { epoch } = book.state.control;
	const refused = move(book, { type: "said", by: holderFrom(app, command), epoch, human });
	if (refused !== undefined) return refused;
	const entry = log(book, app, human, plain, "said");
	book.deliveries = added(book.deliveries, { entry: entry.id, state: "sent", nativeId });
	keepAttention(book);
	return undefined;
}

function utter(
	book: Book,
	app: App,
	human: Human | undefined,
	plain: Activity,
	how: How,
	draft?: EntryOf<"appSaid">["draft"],
): void {
	const { id, activity } = log(book, app, human, plain, how, draft);
	enqueue(book, { kind: "send", activity, by: "app", app: app.id, turn: undefined, entry: id });
}

function log(
	book: Book,
	app: App,
	human: Human | undefined,
	plain: Activity,
	how: How,
	draft?: EntryOf<"appSaid">["draft"],
): EntryOf<"appSaid"> {
	const representative = representativeOf(app, human);
	const activity = label(plain, representative);
	const to = union([app.id], audience(book.state));
	const body = { type: "appSaid", app: app.id, human, activity, representative, draft, how } as const;
	return write(book, body, to) as EntryOf<"appSaid">;
}

/** Whoever speaks is not idle: the next reminder is counted from here. */
function keepAttention(book: Book): void {
	const { state, env } = book;
	if (state.attention.reminded) setTimer(book, "idle", env.policy.remindAfterMs, String(state.control.epoch));
	state.attention = { at: env.at, reminded: false };
	state.session = continued(state.session, env.at);
}

/** What the app has said itself, corrected or taken back: by whoever may speak for it now, and so under the same fence. */
function amendOwn(book: Book, command: CommandOf<"correct" | "takeBack">, app: App): RefusalCode | undefined {
	const named = book.env.named?.entry;
	if (named === undefined || named.id !== command.entry) return "unknown-entry";
	if (named.type !== "appSaid" || named.app !== app.id) return "bad-target";
	if (app.personal && command.human === undefined) return "human-required";
	const human = humanOf(app, command);
	const by = holderFrom(app, command);
	const refused = move(book, { type: "said", by, epoch: command.epoch, human });
	if (refused !== undefined) return refused;
	const to = union([app.id], audience(book.state));
	const sends = { by: "app", app: app.id, turn: undefined, entry: named.id } as const;
	if (command.type === "takeBack") {
		write(book, { type: "deleted", entry: named.id }, to);
		enqueue(book, { ...sends, kind: "delete", activity: named.activity });
	} else {
		const activity = label(command.activity, named.representative);
		write(book, { type: "edited", entry: named.id, activity }, to);
		enqueue(book, { ...sends, kind: "update", activity });
	}
	keepAttention(book);
	return undefined;
}

/** Joined, words and left as one group, while the bot keeps control. */
function interject(book: Book, command: CommandOf<"interject">, app: App): RefusalCode | undefined {
	if (holderOf(book.state.control) !== undefined) return "not-in-control";
	if (app.personal && command.human === undefined) return "human-required";
	if (isTooLate(book, app)) return "outside-window";
	const human = humanOf(app, command);
	if (human !== undefined) announce(book, "joined", app.id, human);
	utter(book, app, human, command.activity, "interjected");
	if (human !== undefined) announce(book, "left", app.id, human);
	return undefined;
}

function sendDraft(book: Book, command: CommandOf<"sendDraft">, app: App): RefusalCode | undefined {
	const named = openDraft(book, command);
	if (typeof named === "string") return named;
	const corrected = command.activity !== undefined;
	const activity = command.activity ?? named.activity;
	const refused = speak(book, command, app, activity, corrected ? "corrected-draft" : "approved-draft");
	if (refused !== undefined) return refused;
	useDraft(book, command, app, corrected ? "corrected" : "sent");
	return undefined;
}

function discardDraft(book: Book, command: CommandOf<"discardDraft">, app: App): RefusalCode | undefined {
	const named = openDraft(book, command);
	if (typeof named === "string") return named;
	useDraft(book, command, app, "discarded");
	return undefined;
}

/** A draft that nobody has used: held back by the gate, or taken back before it was sent. */
function openDraft(
	{ state, env }: Book,
	{ draft, intent }: CommandOf<"sendDraft" | "discardDraft">,
): { readonly activity: Activity } | RefusalCode {
	const { intents } = env.bots.get(state.bot) ?? {};
	// The bot would learn it, and nobody would be left to say that it was a slip.
	if (intent != null && intents !== undefined && !intents.includes(intent)) return "unknown-intent";
	if (!state.drafts.some(({ entry }) => entry === draft)) return "unknown-draft";
	const entry = env.named?.entry;
	if (entry === undefined || entry.id !== draft) return "unknown-draft";
	if (entry.type === "draft") return entry;
	if (entry.type !== "botSaid") return "unknown-draft";
	const hasNotArrived = env.named?.delivery === "withdrawn" || env.named?.delivery === "failed";
	return hasNotArrived ? entry : "already-sent";
}

function useDraft(
	book: Book,
	{ draft, human, intent }: CommandOf<"sendDraft" | "discardDraft">,
	app: App,
	how: EntryOf<"draftUsed">["how"],
): void {
	book.state.drafts = book.state.drafts.filter(({ entry }) => entry !== draft);
	book.state.taughtAt = book.env.at;
	const body = { type: "draftUsed", draft, how, app: app.id, human, intent } as const;
	write(book, body, union([app.id], audience(book.state)));
}

function unwatch(book: Book, app: AppId): RefusalCode | undefined {
	const { state } = book;
	if (!state.watchers.includes(app)) return undefined;
	state.watchers = state.watchers.filter((watcher) => watcher !== app);
	write(book, { type: "unwatched", app }, [app]);
	return undefined;
}
