import type { Recognizer } from "../recognizer.js";
import { createPersistence, type PatienceOptions } from "./persist.js";

export interface ResilientOptions extends PatienceOptions {
	/** What it is called in errors. Default: "the recognizer". */
	readonly name?: string | undefined;
}

/**
 * Gives any Bot Framework recognizer a time limit, further attempts and a circuit breaker: LUIS, CLU, Orchestrator, or
 * one of your own.
 *
 * ```ts
 * const gate = confidenceGate({ recognizer: resilient(new CluRecognizer(settings), { name: "CLU" }) });
 * ```
 *
 * Its `recognize` rejects with `BatonError`: `recognizer-late`, `recognizer-resting`, or `recognizer-failed` with what
 * was thrown as the cause.
 */
export function resilient(
	recognizer: Recognizer,
	{ name = "the recognizer", ...patience }: ResilientOptions = {},
): Recognizer {
	const persist = createPersistence(name, patience);
	return {
		recognize: (context) =>
			persist(async () => ({ status: "done", value: await recognizer.recognize(context) })),
	};
}
