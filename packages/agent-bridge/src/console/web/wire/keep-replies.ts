import type { DeskStore } from "../desk/store.js";
import { type CannedReply, parseReplies } from "../model/canned-replies.js";

const key = "baton.replies";

/** The team's replies come from the server once somebody is signed in, one's own stay with this browser. */
export function keepReplies(store: DeskStore, getTeam: () => Promise<readonly CannedReply[]>): void {
	store.dispatch({ type: "replies", own: read() });
	let kept = store.state.replies.own;
	let isAsked = false;
	store.subscribe(() => {
		const { connection, replies } = store.state;
		if (replies.own !== kept) {
			kept = replies.own;
			write(kept);
		}
		if (connection !== "open" || isAsked) return;
		isAsked = true;
		getTeam().then(
			(team) => store.dispatch({ type: "replies", team }),
			() => {
				isAsked = false;
			},
		);
	});
}

/** @throws Error if the server cannot be reached, or answers something else */
export async function getTeamReplies(): Promise<readonly CannedReply[]> {
	const response = await fetch(new URL("canned-replies", document.baseURI), { credentials: "same-origin" });
	if (!response.ok) throw new Error(`Cannot get the replies: the server answered ${response.status}`);
	return parseReplies(await response.json(), false);
}

function read(): readonly CannedReply[] {
	try {
		return parseReplies(JSON.parse(localStorage.getItem(key) ?? "[]"), true);
	} catch {
		return [];
	}
}

function write(replies: readonly CannedReply[]): void {
	try {
		localStorage.setItem(key, JSON.stringify(replies));
	} catch {
		// A browser that keeps nothing still works.
	}
}
