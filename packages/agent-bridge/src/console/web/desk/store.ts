import type { DeskEvent } from "../model/desk-event.js";
import { type DeskState, newDesk } from "../model/desk-state.js";
import { reduce } from "../model/reduce.js";

/** What the page shows, and who wants to know when it changes. */
export interface DeskStore {
	readonly state: DeskState;
	dispatch(event: DeskEvent): void;
	/** Returns what ends it. */
	subscribe(listener: () => void): () => void;
}

export function createStore(first: DeskState = newDesk): DeskStore {
	let state = first;
	const listeners = new Set<() => void>();
	return {
		get state() {
			return state;
		},
		dispatch(event) {
			const next = reduce(state, event);
			if (next === state) return;
			state = next;
			for (const listener of listeners) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
