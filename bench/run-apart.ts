import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Result } from "./run-benchmark.js";

const one = fileURLToPath(new URL("one.ts", import.meta.url));

/** Runs a benchmark in a process of its own, pinned as this one is. */
export function runApart(place: number, size: "quick" | "full"): Promise<Result> {
	const child = fork(one, [String(place), size]);
	return new Promise((resolve, reject) => {
		// It is our own code that sends it.
		child.once("message", (result) => resolve(result as Result));
		child.once("exit", (code) => reject(new Error(`The benchmark ended with ${code} and without a result`)));
	});
}
