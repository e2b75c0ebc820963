import type { ScoredIntent } from "@baton/core";
import type { Example } from "@baton/core/recognizer";
import type { Progress } from "../../replay/progress.js";

/** A recognizer that can be trained and asked. */
export interface Contender {
	readonly name: string;
	train(examples: readonly Example[], progress: Progress): Promise<Trained>;
}

export interface Trained {
	/** The most likely intents first, with confidence between 0 and 1. */
	recognize(text: string): Promise<readonly ScoredIntent[]> | readonly ScoredIntent[];
	/** The same without calibration, if there is one. */
	readonly uncalibrated?: ((text: string) => readonly ScoredIntent[]) | undefined;
}
