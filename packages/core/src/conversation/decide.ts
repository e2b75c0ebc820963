import type { Epoch } from "../control/control.js";
import { sayAgain } from "./again.js";
import {
	audience,
	type Book,
	closeBook,
	type Decision,
	type Env,
	openBook,
	refuse,
	union,
	write,
} from "./book.js";
import type { RefusalCode } from "./change.js";
import type { ByApp, Command, CommandOf, CommandType, Opening } from "./command.js";
import type { Conversation } from "./conversation.js";
import { type AppCommand, appHandlers } from "./desk.js";
import { hear } from "./hear.js";
import type { ConversationKey } from "./key.js";
import { move } from "./move.js";
import { makeOffer } from "./offer.js";
import type { App, SessionNumber } from "./participants.js";
import { leaveMessage } from "./queue/leave-message.js";
import { settleUnmet } from "./queue/unmet.js";
import { requestPerson } from "./request.js";
import { ring } from "./ring.js";
import { amend, notifyUser, say } from "./say.js";
import { shippedSchema } from "./schema.js";
import { actingHolder, isColleagues } from "./speakers.js";
import type { Tombstone } from "./store.js";
import { runningTurn } from "./turn-queue.js";
import { beginTurn, finishTurn, renewTurn, yieldTurn } from "./turns.js";

/** Pure: no clock, no randomness, no I/O. What it returns is committed as one. */
export type Decide = (
	key: ConversationKey,
	conversation: Conversation | undefined,
	command: Command,
	env: Env,
) => Decision;

export const decide: Decide = (key, conversation, command, env) => {
	const before = conversation ?? begin(key, command, env);
	if (before === undefined) return refuse(undefined, "unknown-conversation");
	const book = openBook(before, command.queue === undefined ? env : { ...env, queue: command.queue });
	const refused = dispatch(book, command);
	if (refused === undefined) return closeBook(book, command);
	return refuse(conversation, refused, refused === "at-capacity" ? command.load : undefined);
};

type Handler<T extends CommandType> = (book: Book, command: CommandOf<T>) => RefusalCode | undefined;
type OwnType = Exclude<CommandType, AppCommand["type"]>;

const ownHandlers: { readonly [T in OwnType]: Handler<T> } = {
	hear,
	beginTurn,
	renewTurn,
	yieldTurn,
	finishTurn,
	say,
	edit: amend,
	delete: amend,
	sayAgain: (book, command) => {
		const app = command.by === undefined ? undefined : appOf(book, command.by);
		return typeof app === "string" ? app : sayAgain(book, command);
	},
	notify: notifyUser,
	request: (book, { reason, to, needs, under }) => {
		if (under !== undefined && runningTurn(book, under) === undefined) return "not-your-turn";
		return requestPerson(book, { reason, to, needs });
	},
	cancel: (book) => move(book, { type: "cancelled" }),
	leaveMessage,
	close,
	lose: (book, { holder, epoch }) => {
		const offer = makeOffer(book, { reason: { type: "lost", detail: holder }, except: holder });
		return move(book, { type: "lost", app: holder, epoch, offer: offer.to.length === 0 ? undefined : offer });
	},
	setMode,
	link: (book, { account }) => {
		if (book.state.user.account === account) return undefined;
		book.state.user = { ...book.state.user, account };
		write(book, { type: "linked", account }, audience(book.state));
		return undefined;
	},
	reportDelivery: (book, { entry, state, error, what, speaker }) => {
		const heard = audience(book.state);
		const to = speaker === undefined ? heard : union([speaker], heard);
		write(book, { type: "deliveryFailed", entry, state, error, what }, to);
		return undefined;
	},
	cutMailbox: (book, { reader, from, through, count }) => {
		write(book, { type: "missed", app: reader, from, through, count }, [reader]);
		return undefined;
	},
	ring,
};

function dispatch(book: Book, command: Command): RefusalCode | undefined {
	if (!isAppCommand(command)) {
		// The map pairs each type with its own command, which the compiler cannot follow through a lookup.
		return (ownHandlers[command.type] as Handler<OwnType>)(book, command as CommandOf<OwnType>);
	}
	const app = appOf(book, command);
	if (typeof app === "string") return app;
	const handler = appHandlers[command.type] as (
		book: Book,
		command: AppCommand,
		app: App,
	) => RefusalCode | undefined;
	return handler(book, command, app);
}

function isAppCommand(command: Command): command is AppCommand {
	return command.type in appHandlers;
}

/** An app acts on the conversations of its own bots only. */
function appOf({ env, state }: Book, by: ByApp): App | RefusalCode {
	const app = env.apps.get(by.app);
	if (app === undefined) return "unknown-app";
	if (!app.bots.includes(state.bot)) return "not-your-bot";
	return by.reach === "own" && isColleagues(state.control, by) ? "colleague-in-control" : app;
}

function close(book: Book, { by, epoch, why }: CommandOf<"close">): RefusalCode | undefined {
	if (by === undefined) return move(book, { type: "closed", by: undefined, epoch, why });
	const app = appOf(book, by);
	if (typeof app === "string") return app;
	const refused = move(book, { type: "closed", by: actingHolder(book, app, by), epoch, why });
	if (refused === undefined) settleUnmet(book, "closed");
	return refused;
}

function setMode(book: Book, { mode, by }: CommandOf<"setMode">): RefusalCode | undefined {
	const app = by === undefined ? undefined : appOf(book, by);
	if (typeof app === "string") return app;
	book.state.mode = mode;
	write(book, { type: "modeSet", mode, app: app?.id }, audience(book.state));
	return undefined;
}

/** What a turn of an erased conversation still says begins nothing. */
function begin(key: ConversationKey, command: Command, { erased }: Env): Conversation | undefined {
	if (!("opening" in command) || ("under" in command && command.under !== undefined)) return undefined;
	return newConversation(key, command.opening, erased);
}

function newConversation(
	key: ConversationKey,
	{ bot, user, reference }: Opening,
	erased: Tombstone | undefined,
): Conversation {
	return {
		schema: shippedSchema.number,
		key,
		version: 0,
		commit: erased?.commit ?? "",
		position: erased?.position ?? 0,
		bot,
		user,
		reference,
		control: { phase: "bot", epoch: (erased === undefined ? 0 : erased.epoch + 1) as Epoch },
		session: { number: 0 as SessionNumber, since: 0, last: 0, open: false, from: 1 },
		turns: [],
		watchers: [],
		drafts: [],
		mode: undefined,
		attention: { at: 0, reminded: false },
		awaySince: undefined,
		replyUntil: undefined,
		erasedAt: erased?.at,
	};
}
