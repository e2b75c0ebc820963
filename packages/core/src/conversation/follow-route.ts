import type { Book } from "./book.js";
import type { CommandOf } from "./command.js";
import { move } from "./move.js";
import { holderFrom } from "./speakers.js";
import { watch } from "./watch.js";

/** Gives control to the app that what is said goes to, if the host bot would answer it and the app is there. */
export function followRoute(book: Book, { route, standby }: CommandOf<"hear">): void {
	const { state, env, before } = book;
	if (route === undefined || standby === true || state.control.phase !== "bot") return;
	if (route.atBeginning && state.session.number === before.session.number) return;
	const app = env.apps.get(route.app);
	if (app === undefined || app.personal || env.absent.has(app.id) || !app.bots.includes(state.bot)) return;
	if (route.watch && !state.watchers.includes(app.id)) watch(book, app.id);
	move(book, { type: "tookOver", at: env.at, holder: holderFrom(app, { app: app.id }), human: undefined });
	// That the bot is told of it is not the turn of what was said.
	book.turn = undefined;
}
