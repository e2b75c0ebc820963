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

/** Lets all contenders run in every round, in random order. */
export async function measure(
	contenders: readonly Contender[],
	{ rounds, turns, warmUp, progress }: MeasureOptions,
): Promise<Samples> {
	const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
	for (let done = 0; done < warmUp; done += turns) {
		for (const contender of contenders) await runRound(contender, turns);
		progress.at("warming up", Math.min(done + turns, warmUp), warmUp);
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const contender of shuffled(contenders)) {
			samples.get(contender.name)?.push(await runRound(contender, turns));
		}
		progress.at("round", round + 1, rounds);
	}
	return samples;
}

async function runRound(contender: Contender, turns: number): Promise<Sample> {
	const trial = await contender.prepare(turns);
	collectYoung();
	const times = await timed(trial, turns);
	await trial.end?.();
	return sampleOf(times);
}

async function timed(trial: Trial, turns: number): Promise<Float64Array> {
	const times = new Float64Array(turns);
	for (let index = 0; index < turns; index += 1) {
		const start = performance.now();
		await trial.turn(index);
		times[index] = (performance.now() - start) * 1000;
	}
	return times;
}

function shuffled<T>(values: readonly T[]): readonly T[] {
	return values
		.map((value) => ({ value, place: Math.random() }))
		.toSorted((one, other) => one.place - other.place)
		.map(({ value }) => value);
}
