import type { Talk } from "../model/talk.js";
import { userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useNow } from "./use-now.js";

const hourMs = 3_600_000;

/** Until when the channel takes answers, where that is soon or over: said before anybody types. */
export function ReplyWindow({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const left = useTimeLeft(talk);
	if (left === undefined || left > hourMs) return null;
	const { replyUntil = 0 } = talk.snapshot;
	const when = new Date(replyUntil * 1000).toLocaleTimeString(words.language, { timeStyle: "short" });
	return (
		<p class={`reply-window ${left <= 0 ? "reply-window-over" : ""}`} role="status">
			{left <= 0 ? words.composer.replyOver(userName(talk.snapshot, words)) : words.composer.replyUntil(when)}
		</p>
	);
}

/** Whether the channel takes no answer any more. */
export function useReplyOver(talk: Talk): boolean {
	const left = useTimeLeft(talk);
	return left !== undefined && left <= 0;
}

/** In milliseconds; `undefined` where there is no limit. */
function useTimeLeft({ snapshot: { replyUntil } }: Talk): number | undefined {
	const now = useNow();
	return replyUntil === undefined ? undefined : replyUntil * 1000 - now;
}
