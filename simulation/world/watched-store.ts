import type { Change, Committed, OutboxView, Store } from "@baton/core";
import type { History } from "./history.js";

/** The store itself, with somebody beside it who notes what it acknowledges. */
export function watchedStore(store: Store, history: History): Store {
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
			const reading = store.readOutbox(key);
			const beginning = store.beginSend(key, id, token, deadline);
			const noteBegin = (items: readonly OutboxView[], begun: boolean): boolean => {
				const item = items.find((each) => each.id === id);
				if (begun && item !== undefined && deadline !== undefined) history.begun(key, item);
				return begun;
			};
			if (!(reading instanceof Promise) && !(beginning instanceof Promise))
				return noteBegin(reading, beginning);
			const items = Promise.resolve(reading).catch(() => []);
			return Promise.resolve(beginning).then(async (begun) => noteBegin(await items, begun));
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
