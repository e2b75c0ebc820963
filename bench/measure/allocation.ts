import { canCollect, collectYoung } from "./collect.js";
import type { Contender, Trial } from "./contender.js";
import { median } from "./statistics.js";

/** So few that the young generation is not collected while they run, or what was allocated could not be told. */
const turnsPerBatch = 50;
const batches = 21;

/** Bytes that one turn allocates, kept or not; `undefined` where the collector cannot be called. */
export async function allocationOf(contender: Contender): Promise<number | undefined> {
	if (!canCollect) return undefined;
	const trial = await contender.prepare(turnsPerBatch * (batches + 1));
	await run(trial, 0);
	const bytes: number[] = [];
	for (let batch = 1; batch <= batches; batch += 1) {
		collectYoung();
		const before = process.memoryUsage().heapUsed;
		await run(trial, batch * turnsPerBatch);
		bytes.push((process.memoryUsage().heapUsed - before) / turnsPerBatch);
	}
	await trial.end?.();
	return median(bytes);
}

async function run(trial: Trial, first: number): Promise<void> {
	for (let index = first; index < first + turnsPerBatch; index += 1) await trial.turn(index);
}
