import { type ChildProcess, fork, spawn } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Benchmark, Scale } from "./benchmarks/benchmark.js";
import type { Result } from "./run-benchmark.js";

const one = fileURLToPath(new URL("one.ts", import.meta.url));

/** Runs a benchmark in a process of its own, pinned as this one is unless it wants every core. */
export function runApart(
	place: number,
	{ scale, onAllCores }: { readonly scale: Scale } & Pick<Benchmark, "onAllCores">,
): Promise<Result> {
	const words = [String(place), scale];
	const isPinned = process.env.BATON_BENCH_CORE !== undefined;
	const child = isPinned && onAllCores === true ? unpinned(words) : fork(one, words);
	return new Promise((resolve, reject) => {
		// It is our own code that sends it.
		child.once("message", (result) => resolve(result as Result));
		child.once("exit", (code) => reject(new Error(`The benchmark ended with ${code} and without a result`)));
	});
}

function unpinned(words: readonly string[]): ChildProcess {
	const node = [process.execPath, ...process.execArgv, one, ...words];
	return spawn("taskset", ["-c", `0-${cpus().length - 1}`, ...node], {
		stdio: ["inherit", "inherit", "inherit", "ipc"],
	});
}
