import { useEffect, useRef, useState } from "preact/hooks";
import { selectedTalk } from "../model/desk-state.js";
import { lastWords } from "../model/last-words.js";
import { isFull } from "../model/load.js";
import type { QueueRow } from "../model/queue.js";
import { userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useDeskState } from "./desk-context.js";

/** Says aloud what came in: new words of the user on screen, and who has begun to wait. */
export function Announcer({ waiting }: { readonly waiting: readonly QueueRow[] }) {
	const words = useWords();
	const state = useDeskState();
	const talk = selectedTalk(state);
	const [text, setText] = useState("");
	const last = talk && lastWords(talk);
	const id = talk?.snapshot.conversationId;
	const heard = useRef({ id, at: last?.at ?? 0 });
	const announced = useRef(0);
	const newest = waiting.at(-1)?.talk.snapshot;

	useEffect(() => {
		const isNew =
			heard.current.id === id && last !== undefined && last.at > heard.current.at && last.by === "user";
		heard.current = { id, at: last?.at ?? 0 };
		if (isNew && talk !== undefined)
			setText(`${userName(talk.snapshot, words)}: ${last.text || words.queue.what[last.what]}`);
	}, [id, last?.at]);

	useEffect(() => {
		const since = newest?.offer?.since ?? 0;
		if (newest !== undefined && since > announced.current && !isFull(state))
			setText(words.queue.nowWaiting(userName(newest, words)));
		announced.current = Math.max(announced.current, since);
	}, [newest?.conversationId]);

	return (
		<p class="unseen" aria-live="polite">
			{text}
		</p>
	);
}
