import { parseArgs } from "node:util";
import { hunt } from "./mutants/hunt.js";
import { mutants } from "./mutants/index.js";
import { reportEnd, reportFinding, reportProgress, reportTables } from "./report.js";
import { run } from "./run.js";
import type { StoreKind } from "./world/plan.js";

/** Every broken part is to be found within so many seeds. */
const seedsPerMutant = 10_000;

/** How often to say how far it is, in milliseconds. */
const progressEveryMs = 5_000;

const storesByName: Readonly<Record<string, readonly StoreKind[]>> = {
	memory: ["memory", "remote"],
	embedded: ["embedded"],
	redis: ["redis"],
	all: ["memory", "remote", "remote", "embedded", "redis"],
};

const { values } = parseArgs({
	options: {
		seed: { type: "string", default: "1" },
		steps: { type: "string", default: "100000" },
		store: { type: "string", default: "all" },
		quiet: { type: "boolean", default: false },
		"keep-going": { type: "boolean", default: false },
		mutants: { type: "boolean", default: false },
	},
});

if (values.mutants) {
	await huntAll();
	process.exit();
}

const stores = storesByName[values.store];
const steps = Number(values.steps);
if (stores === undefined || !Number.isSafeInteger(steps) || steps < 1) {
	process.stderr.write(
		"Cannot simulate: give --steps a whole number and --store one of memory, embedded, redis, all\n",
	);
	process.exit(2);
}

const started = performance.now();
const seconds = (): number => (performance.now() - started) / 1000;
let told = started;
const result = await run({
	...{ seed: values.seed, steps, stores },
	stopAtFirst: !values["keep-going"],
	onEpisode(progress) {
		if (values.quiet || performance.now() - told < progressEveryMs) return;
		told = performance.now();
		process.stdout.write(`${reportProgress(progress, seconds())}\n`);
	},
});
const print = (text: string): unknown => process.stdout.write(`${text}\n\n`);
if (!values.quiet) print(`\n${reportTables(result.tally)}`);
for (const finding of result.findings) print(reportFinding(finding));
print(reportEnd(result, seconds()));
const isThorough = steps >= 1_000_000 && values.store === "all" && !values.seed.includes(".");
process.exitCode = result.violations > 0 || (isThorough && result.tally.missing().length > 0) ? 1 : 0;

/** Breaks one part after the other, and says which seed shows it. */
async function huntAll(): Promise<void> {
	for (const mutant of mutants) {
		const { episodes, findings, steps } = await hunt(mutant, values.seed, seedsPerMutant);
		const [finding] = findings;
		const isFound = finding !== undefined && mutant.breaks.includes(finding.violation.promise as never);
		const how = isFound
			? `promise ${finding.violation.promise}, seed ${finding.seed} (${episodes} seeds, ${steps} steps)`
			: `NOT FOUND in ${episodes} seeds`;
		process.stdout.write(`${mutant.name}: ${how}\n`);
		if (!isFound) process.exitCode = 1;
	}
}
