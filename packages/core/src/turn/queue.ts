import type { EntryId } from "../control/control.js";

/** Requests of this process that wait for their turn in a conversation. */
export interface TurnQueue {
	/** Resolves when the turn may begin. */
	wait(turn: EntryId): Promise<void>;
	/** Nobody waits for it any more. */
	leave(turn: EntryId): void;
	/** The turn is the first now. */
	wake(turn: EntryId): void;
}

export function createTurnQueue(): TurnQueue {
	const waiting = new Map<EntryId, () => void>();
	/** Woken in the instant before the request began to wait. */
	const early = new Set<EntryId>();
	return {
		wait(turn) {
			if (early.delete(turn)) return Promise.resolve();
			return new Promise((resolve) => {
				waiting.set(turn, resolve);
			});
		},
		leave: (turn) => void waiting.delete(turn),
		wake(turn) {
			const resolve = waiting.get(turn);
			if (resolve === undefined) {
				early.add(turn);
				setImmediate(() => early.delete(turn)).unref();
				return;
			}
			waiting.delete(turn);
			resolve();
		},
	};
}
