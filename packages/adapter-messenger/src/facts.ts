import {
	type ConversationKey,
	memoryStore,
	parseConversationKey,
	personFact,
	type Store,
	userId,
} from "@baton/core";
import { channelId } from "./to-activity.js";

/** What the channel needs of the store: facts that all processes share, and where a conversation stands and what was said in it. */
export type ChannelStore = Pick<
	Store,
	"readFact" | "writeFact" | "claimFact" | "load" | "readEntries" | "recordDelivery"
>;

/** The handoff's store once the adapter is connected to it, until then one of this process. */
export function lateStore(connected: () => ChannelStore | undefined): () => ChannelStore {
	let own: ChannelStore | undefined;
	return () => {
		const store = connected();
		if (store !== undefined) return store;
		own ??= memoryStore();
		return own;
	};
}

/** The name of a fact about the person in a conversation, under which it is erased with them. */
export function factOfPerson(key: ConversationKey, name: string): string {
	const { business, conversation } = parseConversationKey(key);
	return personFact(userId({ channel: channelId, business, user: conversation }), `messenger:${name}`);
}

/** Messenger sends again what was not acknowledged, for 36 hours. */
const repeatsForMs = 48 * 60 * 60_000;

/**
 * Whether nothing newer was taken under this name. What comes late, or again after something newer, is not to undo
 * that; what comes again in its place does the same again.
 *
 * @param at when it happened, epoch milliseconds
 */
export async function isNewest(
	store: Pick<Store, "readFact" | "writeFact">,
	name: string,
	at: number,
): Promise<boolean> {
	const last = Number((await store.readFact(name)) ?? 0);
	if (at > last) await store.writeFact(name, String(at), repeatsForMs);
	return at >= last;
}
