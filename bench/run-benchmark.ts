import type { Benchmark, Gate, Measure, Scale, Size } from "./benchmarks/benchmark.js";
import { allocationOf } from "./measure/allocation.js";
import type { Contender } from "./measure/contender.js";
import { measure, type Samples } from "./measure/measure.js";
import { distributionOf, median, type Quantile, type Spread, spreadOf } from "./measure/statistics.js";
import type { Progress } from "./progress.js";

/** A contender's figures: medians over the rounds. Times in microseconds. */
export interface Standing {
	readonly name: string;
	readonly p50: number;
	readonly p99: number;
	readonly mean: number;
	/** Allocated per turn, where it could be measured. */
	readonly bytes: number | undefined;
	/** How many things are done in a second, where a turn does several. */
	readonly perSecond: number | undefined;
	/** Every turn of all rounds, where that is published. */
	readonly distribution: readonly Quantile[] | undefined;
	/** What there is to know beside times. */
	readonly remarks: readonly string[];
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
	readonly measures: Measure;
	/** Otherwise on one. */
	readonly onAllCores: boolean;
	readonly standings: readonly Standing[];
	readonly verdicts: readonly Verdict[];
}

export async function runBenchmark(
	benchmark: Benchmark,
	{ scale, progress }: { readonly scale: Scale; readonly progress: Progress },
): Promise<Result> {
	const { name, title, unit, open, gates, inProcess, onAllCores = false, measures = "time" } = benchmark;
	const size = scale === "quick" ? benchmark.quick : benchmark.full;
	progress.begin(`${name}: ${title}`);
	const contenders = await open({ scale, progress });
	try {
		const samples = await measure(contenders, { ...size, progress });
		const bytes = inProcess ? await allocations(contenders) : new Map<string, number | undefined>();
		return {
			...{ name, title, unit, size, measures, onAllCores },
			standings: contenders.map((contender) => standingOf(benchmark, contender, { samples, bytes })),
			verdicts: gates
				.filter(({ subject, peer }) => samples.has(subject) && samples.has(peer))
				.map((gate) => verdictOf(gate, samples)),
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

interface Measured {
	readonly samples: Samples;
	readonly bytes: ReadonlyMap<string, number | undefined>;
}

function standingOf(
	{ batch, distribution }: Benchmark,
	{ name, remarks }: Contender,
	{ samples, bytes }: Measured,
): Standing {
	const own = samples.get(name) ?? [];
	const p50 = median(own.map((sample) => sample.p50));
	return {
		name,
		p50,
		p99: median(own.map(({ p99 }) => p99)),
		mean: median(own.map(({ mean }) => mean)),
		bytes: bytes.get(name),
		perSecond: batch === undefined ? undefined : (batch * 1_000_000) / p50,
		distribution: distribution === true ? distributionOf(own) : undefined,
		remarks: remarks?.() ?? [],
	};
}

function verdictOf(gate: Gate, samples: Samples): Verdict {
	const peers = samples.get(gate.peer) ?? [];
	const ratios = (samples.get(gate.subject) ?? []).map(({ p50 }, round) => p50 / (peers[round]?.p50 ?? 0));
	const ratio = spreadOf(ratios);
	return { ...gate, ratio, holds: gate.must === undefined ? undefined : ratio.worst <= gate.must };
}
