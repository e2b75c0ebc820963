import type { Change, Committed, OutboxView, Store } from "@baton/core";
import { then } from "../../packages/core/src/awaitable.js";
import type { History } from "./history.js";

/** The store itself, with somebody beside it who notes what it acknowledges, and looks without anything in between. */
export function watchedStore(store: Store, history: History, look: Pick<Store, "readOutbox">): Store {
	const note = (change: Change, committed: Committed): Committed => {
		if (committed.status === "committed") history.committed(change);
		return committed;
	};
	return {
		...store,
		commit(change, lane) {
			history.attempted(change);
			const committing = store.commit(change, lane);
			return committing instanceof Promise
				? committing.then((committed) => note(change, committed))
				: note(change, committing);
		},
		beginSend(key, id, token, deadline) {
			const beginning = store.beginSend(key, id, token, deadline);
			if (deadline === undefined) return beginning;
			const noteBegin = (items: readonly OutboxView[]): boolean => {
				const item = items.find((each) => each.id === id);
				if (item !== undefined) history.begun(key, item);
				return true;
			};
			return then(beginning, (begun) => begun && then(look.readOutbox(key), noteBegin));
		},
		settleSend(key, item, token, delivery) {
			const settling = store.settleSend(key, item, token, delivery);
			const noteSettled = (settled: boolean): boolean => {
				if (settled) history.settled(key, item, delivery);
				return settled;
			};
			return settling instanceof Promise ? settling.then(noteSettled) : noteSettled(settling);
		},
	};
}
