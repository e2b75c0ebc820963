import type { Change, Committed, Store } from "@baton/core";
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
			const noteBegin = (begun: boolean): boolean => {
				const item = reading instanceof Promise ? undefined : reading.find((each) => each.id === id);
				if (begun && item !== undefined && deadline !== undefined) history.begun(key, item);
				return begun;
			};
			return beginning instanceof Promise ? beginning.then(noteBegin) : noteBegin(beginning);
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
