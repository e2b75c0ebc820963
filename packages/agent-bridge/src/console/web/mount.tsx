import { render } from "preact";
import { createDesk } from "./desk/desk.js";
import { createStore } from "./desk/store.js";
import { App } from "./view/app.js";
import { DeskContext } from "./view/desk-context.js";
import { InWords } from "./view/in-words.js";
import type { Bridge } from "./wire/bridge.js";
import { getTeamReplies, keepReplies } from "./wire/keep-replies.js";
import { keepTexts } from "./wire/keep-texts.js";
import { keepUnanswered } from "./wire/keep-unanswered.js";
import "./style/desk.css";

/** Puts the desk on the page and connects it. */
export function mount(bridge: Bridge, root: Element): void {
	const store = createStore();
	keepTexts(store);
	const unanswered = keepUnanswered(store);
	keepReplies(store, getTeamReplies);
	const desk = createDesk({
		bridge,
		store,
		now: Date.now,
		after(ms, action) {
			const timer = setTimeout(action, ms);
			return () => clearTimeout(timer);
		},
		nextId: randomId,
	});
	for (const one of unanswered) void desk.sayUntilAnswered(one);
	render(
		<InWords>
			<DeskContext.Provider value={desk}>
				<App />
			</DeskContext.Provider>
		</InWords>,
		root,
	);
}

/** Also where `crypto.randomUUID` is missing: on a plain http address inside a company. */
function randomId(): string {
	return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
