import type { Benchmark, Gate, Size } from "./benchmarks/benchmark.js";
import { allocationOf } from "./measure/allocation.js";
import type { Contender } from "./measure/contender.js";
import { measure, type Samples } from "./measure/measure.js";
import { median, type Spread, spreadOf } from "./measure/statistics.js";
import type { Progress } from "./progress.js";

/** A contender's figures: medians over the rounds. Times in microseconds. */
export interface Standing {
	readonly name: string;
	readonly p50: number;
	readonly p99: number;
	readonly mean: number;
	/** Allocated per turn, where it could be measured. */
	readonly bytes: number | undefined;
}

/** What came of a gate: the ratio of the medians, round by round. */
export interface Verdict extends Gate {
	readonly ratio: Spread;
	/** Whether the worst round holds the must; `undefined` if there is none. */
	readonly holds: boolean | undefined;
}

export interface Result {
	readonly name: string;
	readonly title: string;
	readonly unit: string;
	readonly size: Size;
	readonly standings: readonly Standing[];
	readonly verdicts: readonly Verdict[];
}

export async function runBenchmark(
	{ name, title, unit, open, gates, inProcess, ...sizes }: Benchmark,
	{ quick, progress }: { readonly quick: boolean; readonly progress: Progress },
): Promise<Result> {
	const size = quick ? sizes.quick : sizes.full;
	progress.begin(`${name}: ${title}`);
	const contenders = await open();
	try {
		const samples = await measure(contenders, { ...size, progress });
		const bytes = inProcess ? await allocations(contenders) : new Map<string, number | undefined>();
		return {
			...{ name, title, unit, size },
			standings: contenders.map((contender) => standingOf(contender.name, samples, bytes)),
			verdicts: gates.map((gate) => verdictOf(gate, samples)),
		};
	} finally {
		progress.end();
		for (const contender of contenders) await contender.close?.();
	}
}

async function allocations(contenders: readonly Contender[]): Promise<Map<string, number | undefined>> {
	const bytes = new Map<string, number | undefined>();
	for (const contender of contenders) bytes.set(contender.name, await allocationOf(contender));
	return bytes;
}

function standingOf(
	name: string,
	samples: Samples,
	bytes: ReadonlyMap<string, number | undefined>,
): Standing {
	const own = samples.get(name) ?? [];
	return {
		name,
		p50: median(own.map(({ p50 }) => p50)),
		p99: median(own.map(({ p99 }) => p99)),
		mean: median(own.map(({ mean }) => mean)),
		bytes: bytes.get(name),
	};
}

function verdictOf(gate: Gate, samples: Samples): Verdict {
	const peers = samples.get(gate.peer) ?? [];
	const ratios = (samples.get(gate.subject) ?? []).map(({ p50 }, round) => p50 / (peers[round]?.p50 ?? 0));
	const ratio = spreadOf(ratios);
	return { ...gate, ratio, holds: gate.must === undefined ? undefined : ratio.worst <= gate.must };
}
