import type { ServerFrameOf } from "../../../protocol/server-frame.js";

export type Hit = ServerFrameOf<"found">["hits"][number];

/** What was searched for on the server, and how far it has looked. */
export interface Search {
	readonly text: string;
	readonly hits: readonly Hit[];
	/** How many conversations were looked through. */
	readonly looked: number;
	/** Where to go on; `undefined` if there is no more. */
	readonly next: string | undefined;
	readonly isLooking: boolean;
}

export const noSearch: Search = { text: "", hits: [], looked: 0, next: undefined, isLooking: false };

export function beginSearch(text: string): Search {
	return { ...noSearch, text, isLooking: text !== "" };
}

/** With one more stretch. What comes twice counts once. */
export function foundMore(search: Search, { hits, looked, next }: ServerFrameOf<"found">): Search {
	const known = new Set(search.hits.map(({ conversation }) => conversation.conversationId));
	const more = hits.filter(({ conversation }) => !known.has(conversation.conversationId));
	return { ...search, hits: [...search.hits, ...more], looked: search.looked + looked, next };
}
