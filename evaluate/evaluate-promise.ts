import { readExamples } from "@baton/core/recognizer";
import { assess, tune } from "@baton/core/tuning";
import type { Progress } from "../replay/progress.js";
import type { PromiseCommand } from "./command-line.js";
import { embedded } from "./contenders/embedded.js";
import { score } from "./score.js";
import { split } from "./split.js";

/** How a promise fared on many splits of the same examples. */
export interface PromiseFigures {
	readonly target: number;
	readonly confidence: number;
	readonly oosShare: number;
	readonly splits: number;
	/** Splits in which some threshold was found. */
	readonly reached: number;
	/** Of those, splits in which too many answers are wrong among all examples, of which both halves were drawn. */
	readonly broken: number;
	/** Splits in which too many were wrong in the other half, which is a sample itself and errs by chance as well. */
	readonly brokenInOtherHalf: number;
	/** In the other half, of the splits in which a threshold was found. */
	readonly coverage: Spread;
	readonly precision: Spread;
}

/** The mean, and what only one in twenty is below. */
interface Spread {
	readonly mean: number;
	readonly low: number;
}

const half = 0.5;

/** Tunes on one half of the validation examples and looks at the other, for many random halves. */
export async function evaluatePromise(command: PromiseCommand, progress: Progress): Promise<PromiseFigures> {
	const { target, confidence, oosShare, splits, seed } = command;
	const [train, validation] = await Promise.all([
		readExamples(command.train),
		readExamples(command.validation),
	]);
	const trained = await embedded(seed).train(train, progress);
	const scored = await score(trained, validation, progress);
	progress.begin(`Splitting ${scored.length} examples`);
	const found = Array.from({ length: splits }, (_, index) => {
		const [tuned, tested] = split(scored, half, seed + index);
		progress.at(index + 1, splits);
		const tuning = tune(tuned, { target, confidence, oosShare });
		if (tuning.outcome === "unreachable") return undefined;
		const { precision } = assess(scored, tuning.rules, oosShare);
		return { ofAll: precision, ...assess(tested, tuning.rules, oosShare) };
	}).filter((each) => each !== undefined);
	progress.end();
	return {
		target,
		confidence,
		oosShare,
		splits,
		reached: found.length,
		broken: found.filter(({ ofAll }) => ofAll < target).length,
		brokenInOtherHalf: found.filter(({ precision }) => precision < target).length,
		coverage: spread(found.map(({ coverage }) => coverage)),
		precision: spread(found.map(({ precision }) => precision)),
	};
}

function spread(values: readonly number[]): Spread {
	const sorted = values.toSorted((a, b) => a - b);
	const mean = sorted.reduce((sum, value) => sum + value, 0) / (sorted.length || 1);
	return { mean, low: sorted[Math.floor(sorted.length / 20)] ?? 0 };
}
