import type { Change, Committed, Store } from "@baton/core";
import type { Composition } from "../world/world.js";

/** What an app must know counts as taken in as soon as it is committed. */
export const withoutMailboxAcknowledgment: Composition = {
	store: (store) => ({
		...store,
		commit(change, lane) {
			const committing = store.commit(change, lane);
			if (!(committing instanceof Promise)) return forget(store, change, committing);
			return committing.then((committed) => forget(store, change, committed));
		},
	}),
};

function forget(store: Store, { key, tell, next }: Change, committed: Committed): Committed {
	if (committed.status !== "committed") return committed;
	for (const app of tell) void store.acknowledge(app, key, next.position);
	return committed;
}
