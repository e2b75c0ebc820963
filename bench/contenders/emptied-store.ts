import { memoryStore, type Store } from "@baton/core";

/** A memory store that forgets between rounds: the process keeps one for life, and the machine has no end of memory. */
export interface EmptiedStore {
	/** One object for life, as a process has it; nothing stands between it and the shipped functions. */
	readonly store: Store;
	empty(): void;
}

export function emptiedStore(): EmptiedStore {
	const store = memoryStore();
	return { store, empty: () => Object.assign(store, memoryStore()) };
}
