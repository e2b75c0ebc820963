import type { BotId, Store } from "@baton/core";
import type { LabelledExample, Utterance } from "@baton/core/learning";

const mostConversations = 100;
const mostEntries = 100;

/** What customers have said lately, with what they meant where people said so. */
export async function recentMessages(
	store: Pick<Store, "readOpen" | "readEntries">,
	bot: string,
	taught: readonly LabelledExample[],
): Promise<readonly Utterance[]> {
	const meant = new Map(taught.map(({ text, intent }) => [text, intent]));
	const messages: Utterance[] = [];
	for (const { key } of await store.readOpen(bot as BotId, mostConversations)) {
		for (const entry of await store.readEntries(key, { limit: mostEntries, last: true })) {
			if (entry.type !== "userSaid" || entry.postback !== undefined || !entry.activity.text) continue;
			const { text } = entry.activity;
			messages.push({ text, at: entry.at, intent: meant.get(text) });
		}
	}
	return messages.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
}
