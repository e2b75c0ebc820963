import {
	type Clock,
	type ConversationKey,
	type Entry,
	type EntryId,
	holderOf,
	type Logger,
	type Recipient,
} from "@baton/core";
import type { ChannelStore } from "./facts.js";
import type { Act } from "./sender-action.js";

/** Shows the user that what they wrote has been seen: by the bot that gets it, or by the human who answers. */
export interface Seen {
	/** The bot has got a message. What comes right after it is marked along. */
	byBot(to: Recipient, message: string): void;
	/** @param entry what the human says, where it is in the log; none while they type */
	byHuman(to: Recipient, entry?: EntryId): void;
}

export interface SeenOptions {
	readonly act: Act;
	readonly store: () => Pick<ChannelStore, "readEntries" | "load">;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** Whoever answers has seen the newest of so many entries; older ones were seen with it. */
const lookBack = 20;
const remembered = 10_000;
/** One call for what somebody writes in one go. */
const togetherMs = 200;

export function createSeen({ act, store, clock, logger }: SeenOptions): Seen {
	/** By conversation, the last message that was marked: everything before it is seen with it. */
	const marked = new Map<ConversationKey, string>();
	const waiting = new Map<ConversationKey, string>();

	async function mark(to: Recipient, message: string | undefined): Promise<void> {
		if (message === undefined || marked.get(to.key) === message) return;
		if (marked.size >= remembered) marked.clear();
		marked.set(to.key, message);
		await act(to, "mark_seen", undefined);
	}

	/** Where a human has come, they have still to look, also while the bot goes on in their shadow. */
	async function markByBot(to: Recipient): Promise<void> {
		const message = waiting.get(to.key);
		waiting.delete(to.key);
		const { conversation } = await store().load(to.key);
		if (conversation !== undefined && holderOf(conversation.control) === undefined) await mark(to, message);
	}

	async function markByHuman(to: Recipient, entry: EntryId | undefined): Promise<void> {
		const entries = await store().readEntries(to.key, { limit: lookBack, last: true });
		await mark(to, newestOf(entries, entry));
	}

	function lose(to: Recipient, marking: Promise<void>): void {
		marking.catch((error: unknown) => logger.warn("messenger-seen-failed", { key: to.key, error }));
	}

	return {
		byBot(to, message) {
			if (!waiting.has(to.key)) clock.after(togetherMs, () => lose(to, markByBot(to)));
			waiting.set(to.key, message);
		},
		byHuman: (to, entry) => lose(to, markByHuman(to, entry)),
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
