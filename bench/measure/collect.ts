/** Whether the process was started with `--expose-gc`. */
export const canCollect = globalThis.gc !== undefined;

/**
 * Lets a heat begin without what the last one left behind. Only the young generation: a full collection
 * throws compiled code away that was not used for some time, and would measure the interpreter.
 */
export function collectYoung(): void {
	void globalThis.gc?.({ type: "minor" });
}

/** Everything that is not used any more. */
export function collectAll(): void {
	globalThis.gc?.();
}
