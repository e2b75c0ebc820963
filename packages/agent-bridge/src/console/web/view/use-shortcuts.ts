import { useLayoutEffect } from "preact/hooks";
import { emptyText } from "../model/composer-text.js";
import { type DeskState, selectedTalk } from "../model/desk-state.js";
import { openDraft } from "../model/draft.js";
import { type Filter, newWordsOf } from "../model/filter.js";
import { neighbor, nextUrgent, type Queue, type QueueRow, rowsInOrder } from "../model/queue.js";
import { type ShortcutName, shortcutOf } from "../model/shortcuts.js";
import { correctDraft } from "./correct-draft.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { focusNext, focusOn, type Page, places, rowId } from "./page.js";
import { takeNextAndWrite } from "./take-and-write.js";
import { type Actions, useActions } from "./use-actions.js";

interface Reach {
	readonly queue: Queue;
	readonly page: Page;
	readonly filter: Filter;
	readonly setFilter: (filter: Filter) => void;
}

/** Everything can be done by keys. */
export function useShortcuts(reach: Reach): void {
	const { page } = reach;
	const state = useDeskState();
	const actions = useActions(selectedTalk(state));
	const doings = useDoings(state, actions, reach);
	// Before the next key, and not after the next picture: keys may follow each other quickly.
	useLayoutEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.isComposing || page.overlay !== undefined) return;
			const name = shortcutOf({ ...pressOf(event), allowsLetters: page.allowsLetters });
			if (name === undefined || doings[name]() === false) return;
			event.preventDefault();
		};
		document.addEventListener("keydown", onKeyDown);
		return () => document.removeEventListener("keydown", onKeyDown);
	});
}

/** What each key does. `false` if it does nothing here and should do what it always does. */
type Doings = Readonly<Record<ShortcutName, () => unknown>>;

function useDoings(
	state: DeskState,
	{ act, available }: Actions,
	{ queue, page, filter, setFilter }: Reach,
): Doings {
	const desk = useDesk();
	const talk = selectedTalk(state);
	const draft = talk && openDraft(talk, state.me);
	const id = state.selectedId;
	const isCorrecting = id !== undefined && state.texts.get(id)?.correcting !== undefined;

	const step = (by: 1 | -1) => () => {
		const next = neighbor(rowsInOrder(queue), id, by);
		if (next === undefined) return false;
		desk.select(next);
		focusNext(rowId(next));
		return true;
	};
	const urgent = () => {
		const isUrgent = (row: QueueRow) => row.standing.type === "waiting" || newWordsOf(row) > 0;
		const next = nextUrgent(rowsInOrder(queue), id, isUrgent);
		if (next === undefined) return false;
		desk.select(next);
		focusNext(rowId(next));
		return true;
	};
	const show = (quick: Filter["quick"]) => () => setFilter({ ...filter, quick });
	const compose = () => {
		if (talk === undefined) return false;
		focusNext(places.composer);
		return true;
	};

	return {
		next: step(1),
		previous: step(-1),
		urgent,
		showAll: show("all"),
		showWaiting: show("waiting"),
		showMine: show("mine"),
		showUnread: show("unread"),
		showUndelivered: show("undelivered"),
		search: () => focusOn(places.search),
		compose,
		takeNext: () => takeNextAndWrite(desk),
		take: () => act("take"),
		release: () => act("release"),
		handOver: () => act("handOver"),
		close: () => act("close"),
		watch: () => act(available.has("watch") ? "watch" : "unwatch"),
		note: () => {
			if (id !== undefined)
				desk.write(id, { ...(state.texts.get(id) ?? emptyText), mode: "note", correcting: undefined });
			compose();
		},
		askRating: () => act("askRating"),
		meant: () => focusOn(places.meant),
		correct: () => {
			if (talk !== undefined && draft !== undefined && available.has("say")) correctDraft(desk, talk, draft);
		},
		discard: () => {
			if (talk !== undefined && draft !== undefined) void desk.discardDraft(talk, draft);
		},
		sendDraft: () => {
			if (talk === undefined) return;
			if (isCorrecting) void desk.submit(talk);
			else if (draft !== undefined) void desk.sendDraft(talk, draft);
		},
		help: () => page.open("help"),
		details: page.toggleDetails,
		theme: page.toggleTheme,
		quiet: page.notices.toggleQuiet,
		leave: () => leave(id, isCorrecting ? () => id !== undefined && desk.write(id, emptyText) : undefined),
	};
}

/** Out of what is being done first, then out of the field, then back to the queue. */
function leave(id: string | undefined, stopCorrecting: (() => unknown) | undefined): unknown {
	if (stopCorrecting !== undefined) return stopCorrecting();
	if (id !== undefined) return focusOn(rowId(id));
	return document.activeElement instanceof HTMLElement && document.activeElement.blur();
}

function pressOf(event: KeyboardEvent) {
	const { key, ctrlKey, metaKey, altKey, target } = event;
	const isElement = target instanceof HTMLElement;
	const isTyping = isElement && (target.matches("input, textarea, select") || target.isContentEditable);
	const isOnControl = isElement && target.matches("button, a, summary") && !target.matches(".row");
	return { key, ctrlKey, metaKey, altKey, isTyping, isOnControl };
}
