import type { BotId, Conversation } from "@baton/core";
import type { Composition } from "../world/world.js";

/** Every conversation passes for one of the shop's, whosever it is. */
export const withoutOwner: Composition = {
	store: (store) => ({
		...store,
		load(key, command) {
			const loading = store.load(key, command);
			const change = (loaded: Awaited<typeof loading>) => ({
				...loaded,
				conversation: loaded.conversation && ofTheShop(loaded.conversation),
			});
			return loading instanceof Promise ? loading.then(change) : change(loading);
		},
	}),
};

function ofTheShop(conversation: Conversation): Conversation {
	return { ...conversation, bot: "shop" as BotId };
}
