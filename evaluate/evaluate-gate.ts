import { type Example, readExamples } from "@baton/core/recognizer";
import {
	type Assessment,
	assess,
	type Bin,
	calibrationError,
	claimsOf,
	reliability,
	type Scored,
	type Tuning,
	tune,
} from "@baton/core/tuning";
import type { Progress } from "../replay/progress.js";
import { type AtOosShare, byOosShare } from "./by-oos-share.js";
import type { GateCommand } from "./command-line.js";
import type { Contender, Trained } from "./contenders/contender.js";
import { embedded } from "./contenders/embedded.js";
import { nodeNlp } from "./contenders/node-nlp.js";
import { curveOf, type Point } from "./curve.js";
import { score } from "./score.js";
import { split } from "./split.js";

/** What was measured, on which files. */
export interface GateFigures {
	readonly train: string;
	readonly validation: string;
	readonly test: GateCommand["test"];
	readonly target: number;
	readonly confidence: number;
	readonly oosShare: number;
	readonly examples: { readonly train: number; readonly validation: number; readonly test: number };
	readonly contenders: readonly ContenderFigures[];
}

export interface ContenderFigures {
	readonly name: string;
	/** Of one core: other work of the machine does not count. */
	readonly trainingSeconds: number;
	readonly microsecondsPerUtterance: number;
	/** What was chosen on the validation examples alone. */
	readonly tuning: Tuning;
	/** What came of it on the test examples; without thresholds only what needs none. */
	readonly figures: Assessment | Pick<Assessment, "accuracy">;
	/** Of the test examples, with what is out of scope mixed in. */
	readonly calibration: Calibration;
	/** The same without calibration, if there is one. */
	readonly uncalibrated: Calibration | undefined;
	/** Risk and coverage on the test examples, at every threshold. */
	readonly curve: readonly Point[];
	/** What another share of out-of-scope messages would make of it; empty if no example is out of scope. */
	readonly byOosShare: readonly AtOosShare[];
}

export interface Calibration {
	readonly error: number;
	readonly bins: readonly Bin[];
}

interface Sets {
	readonly train: readonly Example[];
	readonly validation: readonly Example[];
	readonly test: readonly Example[];
}

/** Trains and tunes each contender and puts it to the test. */
export async function evaluateGate(command: GateCommand, progress: Progress): Promise<GateFigures> {
	const { train, validation, test, target, confidence, oosShare, seed } = command;
	const sets = await readSets(command);
	const contenders = [embedded(seed), ...(command.peer ? [nodeNlp(command.language)] : [])];
	const figures: ContenderFigures[] = [];
	for (const contender of contenders) figures.push(await measure(contender, sets, command, progress));
	const examples = {
		train: sets.train.length,
		validation: sets.validation.length,
		test: sets.test.length,
	};
	return { train, validation, test, target, confidence, oosShare, examples, contenders: figures };
}

async function readSets({ train, validation, test, seed }: GateCommand): Promise<Sets> {
	const [learned, tuned] = await Promise.all([readExamples(train), readExamples(validation)]);
	if ("file" in test) return { train: learned, validation: tuned, test: await readExamples(test.file) };
	const [kept, given] = split(tuned, test.share, seed);
	return { train: learned, validation: kept, test: given };
}

async function measure(
	contender: Contender,
	{ train, validation, test }: Sets,
	{ target, confidence, oosShare }: GateCommand,
	progress: Progress,
): Promise<ContenderFigures> {
	const { name } = contender;
	const beganAt = process.cpuUsage();
	const trained = await contender.train(train, progress);
	const trainingSeconds = microsecondsSince(beganAt) / 1_000_000;
	progress.begin(`${name}: tuning on ${validation.length} examples`);
	const tuned = await score(trained, validation, progress);
	const tuning = tune(tuned, { target, confidence, oosShare });
	progress.end();
	progress.begin(`${name}: testing on ${test.length} examples`);
	const askedAt = process.cpuUsage();
	const scored = await score(trained, test, progress);
	const microsecondsPerUtterance = microsecondsSince(askedAt) / test.length;
	progress.end();
	return {
		name,
		trainingSeconds,
		microsecondsPerUtterance,
		tuning,
		figures: figuresOf(scored, tuning, oosShare),
		calibration: calibrationOf(scored, oosShare),
		uncalibrated: uncalibrated(trained, test, oosShare),
		curve: curveOf(scored, oosShare),
		byOosShare: tuning.examples.outOfScope === 0 ? [] : byOosShare(tuned, scored, tuning),
	};
}

function microsecondsSince(start: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(start);
	return user + system;
}

function figuresOf(scored: readonly Scored[], tuning: Tuning, oosShare: number): ContenderFigures["figures"] {
	if (tuning.outcome === "reached") return assess(scored, tuning.rules, oosShare);
	const { accuracy } = assess(scored, {}, oosShare);
	return { accuracy };
}

function uncalibrated(
	{ uncalibrated }: Trained,
	test: readonly Example[],
	oosShare: number,
): Calibration | undefined {
	if (uncalibrated === undefined) return undefined;
	const scored = test.map(({ text, intent }) => ({
		intent,
		recognition: { text, intents: uncalibrated(text) },
	}));
	return calibrationOf(scored, oosShare);
}

function calibrationOf(scored: readonly Scored[], oosShare: number): Calibration {
	const claims = claimsOf(scored, oosShare);
	return { error: calibrationError(claims), bins: reliability(claims) };
}
