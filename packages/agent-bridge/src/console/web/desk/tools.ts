import type { Bridge } from "../wire/bridge.js";
import type { DeskStore } from "./store.js";

/** What every part of the desk works with. */
export interface Tools {
	readonly bridge: Bridge;
	readonly store: DeskStore;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Calls once, later. Returns what calls it off. */
	readonly after: (ms: number, action: () => void) => () => void;
	/** An id that nobody else makes. */
	readonly nextId: () => string;
}

/** Calls the action once, a little after the last of several wishes. */
export function gathered(after: Tools["after"], ms: number, action: () => void): () => void {
	let isDue = false;
	return () => {
		if (isDue) return;
		isDue = true;
		after(ms, () => {
			isDue = false;
			action();
		});
	};
}
