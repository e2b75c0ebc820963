import type { AppId } from "../control/control.js";
import { type Book, write } from "./book.js";

/** The app hears the conversation from now on, and is told what was said before. */
export function watch(book: Book, app: AppId): undefined {
	const { state } = book;
	if (!state.watchers.includes(app)) state.watchers = [...state.watchers, app];
	write(book, { type: "watched", app, from: state.session.from }, [app]);
	return undefined;
}
