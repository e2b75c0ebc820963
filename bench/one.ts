import { benchmarks } from "./benchmarks/all.js";
import type { Scale } from "./benchmarks/benchmark.js";
import { consoleProgress } from "./progress.js";
import { runBenchmark } from "./run-benchmark.js";

/**
 * Runs one benchmark in this process and sends its result to the one that started it: compiled code adapts to
 * what it has seen, and no benchmark should measure what another has taught it.
 */
const [place, scale] = process.argv.slice(2);
const benchmark = benchmarks[Number(place)];
if (benchmark === undefined) throw new Error(`There is no benchmark ${place}`);
const result = await runBenchmark(benchmark, {
	// It is our own launcher that says so.
	scale: scale as Scale,
	progress: consoleProgress(process.stderr),
});
process.send?.(result, () => process.exit(0));
