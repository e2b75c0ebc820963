import type { Progress } from "../progress.js";
import { collectYoung } from "./collect.js";
import type { Contender, Trial } from "./contender.js";
import { type Sample, sampleOf } from "./statistics.js";

export interface MeasureOptions {
	readonly rounds: number;
	/** Turns of each contender in a round. */
	readonly turns: number;
	/** Turns of each contender before the first round, so that the compiler has done its work. */
	readonly warmUp: number;
	readonly progress: Progress;
}

/** By contender, one sample per round. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/**
 * Lets all contenders run in every round: in heats, each in random order, so that a slow moment of the machine
 * meets them all.
 */
export async function measure(
	contenders: readonly Contender[],
	{ rounds, turns, warmUp, progress }: MeasureOptions,
): Promise<Samples> {
	const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
	for (let done = 0; done < warmUp; done += turns) {
		await runRound(contenders, turns);
		progress.at("warming up", Math.min(done + turns, warmUp), warmUp);
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const { name, times } of await runRound(contenders, turns)) samples.get(name)?.push(sampleOf(times));
		progress.at("round", round + 1, rounds);
	}
	return samples;
}

const turnsPerHeat = 250;

/** One contender in one round. */
interface Run {
	readonly name: string;
	readonly trial: Trial;
	/** How long each turn took, in microseconds. */
	readonly times: Float64Array;
}

async function runRound(contenders: readonly Contender[], turns: number): Promise<readonly Run[]> {
	const runs: Run[] = [];
	for (const { name, prepare } of contenders) {
		runs.push({ name, trial: await prepare(turns), times: new Float64Array(turns) });
	}
	for (let first = 0; first < turns; first += turnsPerHeat) {
		for (const run of shuffled(runs)) await runHeat(run, first, Math.min(first + turnsPerHeat, turns));
	}
	for (const { trial } of runs) await trial.end?.();
	return runs;
}

async function runHeat({ trial, times }: Run, first: number, end: number): Promise<void> {
	collectYoung();
	for (let index = first; index < end; index += 1) {
		const start = performance.now();
		const figure = await trial.turn(index);
		times[index] = typeof figure === "number" ? figure : (performance.now() - start) * 1000;
		if (trial.rest !== undefined) await trial.rest(index);
	}
}

function shuffled<T>(values: readonly T[]): readonly T[] {
	return values
		.map((value) => ({ value, place: Math.random() }))
		.toSorted((one, other) => one.place - other.place)
		.map(({ value }) => value);
}
