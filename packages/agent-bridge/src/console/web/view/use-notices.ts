import { useEffect } from "preact/hooks";
import type { Desk } from "../desk/desk.js";
import type { DeskState } from "../model/desk-state.js";
import { type News, newsBetween } from "../model/news.js";
import { showNotice } from "../wire/browser-notice.js";
import { playTone } from "../wire/tone.js";
import type { Words } from "../words/en.js";
import { userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useDesk } from "./desk-context.js";
import type { Notices } from "./page.js";

/** Tells of what is new by sound and by a notice of the browser, as the person of this page wants it. */
export function useNotices({ sound, browser, quiet }: Notices): void {
	const desk = useDesk();
	const words = useWords();
	useEffect(() => {
		let before = desk.store.state;
		return desk.store.subscribe(() => {
			const after = desk.store.state;
			const news = newsBetween(before, after).filter((one) => !isSeen(one, after));
			before = after;
			const [first] = news;
			if (first === undefined || quiet) return;
			if (sound) playTone(first.type);
			if (browser && document.hidden) for (const one of news) show(desk, one, words);
		});
	}, [desk, words, sound, browser, quiet]);
}

/** What is said in the conversation on screen is seen there. */
function isSeen({ type, conversationId }: News, { selectedId }: DeskState): boolean {
	return type === "message" && selectedId === conversationId && !document.hidden;
}

function show(desk: Desk, { type, conversationId }: News, words: Words): void {
	const talk = desk.store.state.talks.get(conversationId);
	if (talk === undefined) return;
	const reason = talk.snapshot.offer?.reason.type;
	showNotice({
		title: userName(talk.snapshot, words),
		text: type === "waiting" && reason !== undefined ? words.reasons[reason] : words.notices.news[type],
		tag: conversationId,
		onClick: () => desk.select(conversationId),
	});
}
