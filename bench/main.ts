import { writeFile } from "node:fs/promises";
import { BatonError } from "@baton/core";
import { benchmarks } from "./benchmarks/all.js";
import type { Scale } from "./benchmarks/benchmark.js";
import { type CommandLine, parseCommandLine, usage } from "./command-line.js";
import { type Environment, printEnvironment, readEnvironment } from "./environment.js";
import { writeDocument } from "./report/document.js";
import { printResult } from "./report/print.js";
import { runApart } from "./run-apart.js";
import type { Result } from "./run-benchmark.js";

/** A name may stand for several. */
const names = [...new Set(benchmarks.map(({ name }) => name))];

process.exitCode = await bench(process.argv.slice(2));

async function bench(words: readonly string[]): Promise<number> {
	try {
		const line = parseCommandLine(words, names);
		if (!line.help) return await run(line);
		console.log(usage(names));
		return 0;
	} catch (error) {
		if (!(error instanceof BatonError)) throw error;
		console.error(error.message);
		return 2;
	}
}

async function run({ names, quick, large, json, document }: CommandLine): Promise<number> {
	const environment = readEnvironment(pinnedTo());
	console.log(printEnvironment(environment));
	const results = await runAll(names, quick ? "quick" : large ? "large" : "full");
	if (json !== undefined) await writeJson(json, environment, results);
	if (document) await writeDocument(environment, results);
	const missed = results.flatMap(({ verdicts }) => verdicts.filter(({ holds }) => holds === false));
	console.log(missed.length === 0 ? "Every must is met in the worst round." : `${missed.length} missed.`);
	if (quick) console.log("A quick run shows that everything runs, and proves nothing.");
	return missed.length === 0 ? 0 : 1;
}

async function runAll(names: readonly string[], scale: Scale): Promise<readonly Result[]> {
	const results: Result[] = [];
	for (const [place, { name, onAllCores }] of benchmarks.entries()) {
		if (!names.includes(name)) continue;
		const result = await runApart(place, { scale, onAllCores });
		console.log(printResult(result));
		results.push(result);
	}
	return results;
}

async function writeJson(file: string, environment: Environment, results: readonly Result[]): Promise<void> {
	await writeFile(file, `${JSON.stringify({ environment, results }, null, 2)}\n`);
}

/** The launcher pins this process and says so. */
function pinnedTo(): number | undefined {
	const core = process.env.BATON_BENCH_CORE;
	return core === undefined ? undefined : Number(core);
}
