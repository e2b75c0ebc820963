import type { ConversationKey, OutboxItem } from "@baton/core";
import type { History } from "./history.js";

/** What apps and notices said that the user has neither got nor, as far as anybody knows, will never get. */
export interface Expected {
	/** What is before the item, and will not come any more if the item does. */
	before(key: ConversationKey, item: OutboxItem): readonly OutboxItem[];
	/** Whatever is left. */
	rest(): readonly (readonly [key: ConversationKey, item: OutboxItem])[];
}

/**
 * A process may die with the record of a failure on its way to the disk: then nobody but the store knows. But
 * what comes later tells that what was before it is over.
 */
export function expectItems(history: History): Expected {
	const items = new Map<ConversationKey, OutboxItem[]>();
	const reached = new Map<ConversationKey, number>();

	history.listen({
		changed({ key }, { outbox }) {
			const own = items.get(key) ?? [];
			items.set(key, own);
			const last = reached.get(key) ?? 0;
			own.push(...outbox.filter((item) => item.by !== "bot" && item.kind === "send" && item.order > last));
		},
	});

	return {
		before(key, { order }) {
			const own = items.get(key) ?? [];
			reached.set(key, Math.max(order, reached.get(key) ?? 0));
			const earlier = own.filter((item) => item.order < order);
			items.set(
				key,
				own.filter((item) => item.order > order),
			);
			return earlier;
		},
		rest: () => [...items].flatMap(([key, own]) => own.map((item) => [key, item] as const)),
	};
}
