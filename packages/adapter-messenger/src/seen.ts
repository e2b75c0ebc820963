import type { ConversationKey, Entry, EntryId, Logger, Recipient } from "@baton/core";
import type { ChannelStore } from "./facts.js";
import type { Act } from "./sender-action.js";

/** Shows the user that what they wrote has been seen: by the bot that gets it, or by the human who answers. */
export interface Seen {
	/** @param message its id at Messenger; it is marked once, and whatever is newest without one. Never rejects. */
	mark(to: Recipient, message?: string): Promise<void>;
	/** @param entry what the human says, where it is in the log; none while they type */
	byHuman(to: Recipient, entry?: EntryId): void;
}

export interface SeenOptions {
	readonly act: Act;
	readonly store: () => Pick<ChannelStore, "readEntries">;
	readonly logger: Logger;
}

/** Whoever answers has seen the newest of so many entries; older ones were seen with it. */
const lookBack = 20;
const remembered = 10_000;

export function createSeen({ act, store, logger }: SeenOptions): Seen {
	/** The last message that was marked: everything before it is seen with it. */
	const marked = new Map<ConversationKey, string>();

	async function mark(to: Recipient, message?: string): Promise<void> {
		if (message !== undefined && marked.get(to.key) === message) return;
		if (marked.size >= remembered) marked.clear();
		if (message !== undefined) marked.set(to.key, message);
		await act(to, "mark_seen", undefined);
	}

	async function markNewest(to: Recipient, entry: EntryId | undefined): Promise<void> {
		const entries = await store().readEntries(to.key, { limit: lookBack, last: true });
		const message = newestOf(entries, entry);
		if (message !== undefined) await mark(to, message);
	}

	return {
		mark,
		byHuman(to, entry) {
			markNewest(to, entry).catch((error: unknown) =>
				logger.warn("messenger-seen-failed", { key: to.key, error }),
			);
		},
	};
}

/** What the user wrote last before `upTo`, if nobody has answered it yet. */
function newestOf(entries: readonly Entry[], upTo: EntryId | undefined): string | undefined {
	const end = entries.findIndex(({ id }) => id === upTo);
	const before = end < 0 ? entries : entries.slice(0, end);
	const since = before.slice(before.findLastIndex(({ type }) => type === "appSaid") + 1);
	const newest = since.findLast((entry) => entry.type === "userSaid" && entry.activity.type === "message");
	return newest?.type === "userSaid" ? newest.activity.id : undefined;
}
