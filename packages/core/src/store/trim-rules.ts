import type { Conversation } from "../conversation/conversation.js";
import type { Entry } from "../conversation/entry.js";
import type { TrimRequest } from "../conversation/store.js";

/** At most this many entries are trimmed at once, so that nobody waits long for it. */
export const trimmedAtOnce = 500;

/** What somebody still needs of a log. */
export interface Needed {
	readonly conversation: Conversation;
	/** How far the apps have acknowledged that have still to be told something. */
	readonly cursors: readonly number[];
	/** Positions of the entries that are still to be sent. */
	readonly unsent: readonly number[];
}

/** The last position up to which nobody needs the log any more. */
function lastFree({ conversation, cursors, unsent }: Needed): number {
	const { position, drafts, turns, awaySince, unmet } = conversation;
	const firstNeeded = [...drafts, ...turns].map((one) => one.position);
	return Math.min(
		position,
		awaySince ?? position,
		unmet?.message === undefined ? position : unmet.message.position - 1,
		...cursors,
		...[...firstNeeded, ...unsent].map((one) => one - 1),
	);
}

/** Which of the oldest entries, in order, go. */
export function trimmedOf(
	oldest: readonly Entry[],
	{ keep = Number.POSITIVE_INFINITY, olderThan = 0 }: TrimRequest,
	needed: Needed,
): readonly Entry[] {
	const free = lastFree(needed);
	const goes = ({ position, at }: Entry): boolean =>
		position <= free && (position <= needed.conversation.position - keep || at < olderThan);
	const kept = oldest.findIndex((entry) => !goes(entry));
	return kept === -1 ? oldest : oldest.slice(0, kept);
}
