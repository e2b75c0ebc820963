import type { ConversationKey, Entry, EntryId, Handoff, Logger, Recipient } from "@baton/core";
import { z } from "zod";
import type { Api } from "./api.js";
import type { Receipt } from "./parse.js";
import { createRepeats } from "./repeats.js";
import type { ReceiptType } from "./wire.js";

export interface ReceiptsOptions {
	readonly api: Api;
	readonly handoff: Handoff;
	readonly logger: Logger;
}

/** What the user is told of what they wrote, and what they tell of what was written to them. */
export interface Receipts {
	/** The user's message is stored. It is read if the bot gets it; a human has still to look. */
	stored(conversation: string, messageId: string, byBot: boolean): void;
	/**
	 * A human writes: they have read what the user wrote since a human wrote last.
	 *
	 * @param entry what they have written; none while they type
	 */
	humanWrites(to: Recipient, entry?: EntryId): void;
	/** Records what the user got and read. What they tell of anything else is nothing of ours. */
	told(key: ConversationKey, receipts: readonly Receipt[]): Promise<void>;
}

/** More than anybody leaves unread, and little to look through. */
const lookBack = 20;

export function createReceipts({ api, handoff, logger }: ReceiptsOptions): Receipts {
	const { store } = handoff;
	const marked = createRepeats(handoff.clock);

	function send(conversation: string, messageId: string, receiptType: ReceiptType): void {
		api.sendReceipt(conversation, messageId, receiptType).then(({ ok, status }) => {
			if (!ok) logger.warn("receipt-not-sent", { status });
		}, lost);
	}

	async function markRead({ key, reference }: Recipient, upTo: EntryId | undefined): Promise<void> {
		const entries = await store.readEntries(key, { limit: lookBack, last: true });
		for (const messageId of unreadOf(entries, upTo)) {
			if (marked.isNew(`${reference.conversation.id}/${messageId}`))
				send(reference.conversation.id, messageId, "READ");
		}
	}

	const lost = (error: unknown): void => logger.error("receipt-lost", { error });

	return {
		stored: (conversation, messageId, byBot) => send(conversation, messageId, byBot ? "READ" : "DELIVERED"),
		humanWrites(to, entry) {
			markRead(to, entry).catch(lost);
		},
		async told(key, receipts) {
			for (const { messageId, receiptType } of receipts) {
				const entry = await entryOf(store, key, messageId);
				const state = receiptType === "READ" ? "read" : "delivered";
				if (entry !== undefined) await handoff.reportDelivery(key, { entry, state, nativeId: messageId });
			}
		},
	};
}

/** A receipt may come before the answer to the request that it is for: our ids are those of the log. */
async function entryOf(
	store: Handoff["store"],
	key: ConversationKey,
	messageId: string,
): Promise<EntryId | undefined> {
	const known = await store.findEntry(key, messageId);
	return known ?? (await store.readEntry(key, messageId as EntryId))?.id;
}

const withMessage = z.object({ message: z.object({ messageId: z.string() }) });

/**
 * The user's messages since a human wrote last.
 *
 * @param upTo what the human wrote now, where it is in the log
 */
function unreadOf(entries: readonly Entry[], upTo: EntryId | undefined): readonly string[] {
	const end = entries.findIndex(({ id }) => id === upTo);
	const until = end < 0 ? entries : entries.slice(0, end);
	const before = until.findLastIndex(({ type }) => type === "appSaid");
	return until.slice(before + 1).flatMap((entry) => {
		const { data } = withMessage.safeParse(
			entry.type === "userSaid" ? entry.activity.channelData : undefined,
		);
		return data === undefined ? [] : [data.message.messageId];
	});
}
