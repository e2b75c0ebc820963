import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { possibleFaults } from "./faults.js";
import { reportLines } from "./report.js";
import { runChaos } from "./run.js";

const { values } = parseArgs({
	options: {
		minutes: { type: "string", default: "1" },
		seed: { type: "string", default: "1" },
		customers: { type: "string", default: "40" },
		"fault-every": { type: "string", default: "5" },
		pause: { type: "string", default: "1000" },
		only: { type: "string" },
		cluster: { type: "boolean", default: false },
		json: { type: "string" },
		quiet: { type: "boolean", default: false },
	},
});

const [minutes, customers, faultEvery, pauseMs] = [
	Number(values.minutes),
	Number(values.customers),
	Number(values["fault-every"]),
	Number(values.pause),
];
if (![minutes, customers, faultEvery, pauseMs].every((value) => value > 0)) {
	process.stderr.write(
		"Cannot begin: give --minutes, --customers, --fault-every (seconds) and --pause (ms) numbers above 0\n",
	);
	process.exit(2);
}

const { only = "", cluster: isCluster } = values;
const possible = possibleFaults(isCluster);
const kinds = possible.filter((name) => name.includes(only));
if (kinds.length === 0) {
	process.stderr.write(`Cannot begin: give --only a word out of ${possible.join(", ")}\n`);
	process.exit(2);
}

const result = await runChaos({
	...{
		seed: values.seed,
		durationMs: minutes * 60_000,
		customers,
		faultEveryMs: faultEvery * 1_000,
		pauseMs,
		kinds,
		isCluster,
	},
	onProgress({ elapsedMs, faults, messages, arrivals }) {
		if (values.quiet) return;
		const injected = [...faults.values()].reduce((sum, count) => sum + count, 0);
		const seconds = Math.round(elapsedMs / 1_000);
		process.stdout.write(`${seconds} s  ${injected} faults  ${messages} messages  ${arrivals} arrived\n`);
	},
});
process.stdout.write(`\n${reportLines(result).join("\n")}\n`);
if (values.json !== undefined)
	await writeFile(
		values.json,
		JSON.stringify({ ...result, faults: Object.fromEntries(result.faults) }, undefined, "\t"),
	);
const broken = [result.lost, result.doubled, result.disordered, result.mislabelled].some(
	({ length }) => length > 0,
);
process.exit(broken ? 1 : 0);
