import type { Book } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { CommandOf } from "./command.js";
import { speak } from "./desk.js";
import type { EntryOf } from "./entry.js";
import { say } from "./say.js";

/** Says again what did not arrive, under the fence of today: whoever said it must still be the one who may speak. */
export function sayAgain(book: Book, { by }: CommandOf<"sayAgain">): RefusalCode | undefined {
	const named = book.env.named;
	if (named === undefined) return "unknown-entry";
	const { entry, delivery } = named;
	if (entry.type !== "botSaid" && entry.type !== "appSaid") return "bad-target";
	if (delivery !== "failed" && delivery !== "unknown") return "already-sent";
	if (by !== undefined && entry.type === "appSaid" && entry.app !== by.app) return "not-in-control";
	return entry.type === "botSaid" ? sayAgainAsBot(book, entry) : sayAgainAsApp(book, entry);
}

function sayAgainAsBot(book: Book, { activity }: EntryOf<"botSaid">): RefusalCode | undefined {
	const { bot, user, reference, control } = book.state;
	if (control.phase !== "bot" && control.phase !== "offered") return "not-in-control";
	return say(book, { type: "say", opening: { bot, user, reference }, utterances: [{ activity }] });
}

function sayAgainAsApp(
	book: Book,
	{ app: id, human, activity, how }: EntryOf<"appSaid">,
): RefusalCode | undefined {
	const app = book.env.apps.get(id);
	if (app === undefined) return "unknown-app";
	const { epoch } = book.state.control;
	return speak(book, { type: "speak", app: id, human, epoch, activity }, app, activity, how);
}
