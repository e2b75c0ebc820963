import { parseArgs } from "node:util";
import { reportEnd, reportFinding, reportProgress, reportTables } from "./report.js";
import { run } from "./run.js";
import type { StoreKind } from "./world/plan.js";

/** How often to say how far it is, in milliseconds. */
const progressEveryMs = 5_000;

const storesByName: Readonly<Record<string, readonly StoreKind[]>> = {
	memory: ["memory", "remote"],
	embedded: ["embedded"],
	redis: ["redis"],
	both: ["memory", "remote", "remote", "embedded"],
};

const { values } = parseArgs({
	options: {
		seed: { type: "string", default: "1" },
		steps: { type: "string", default: "100000" },
		store: { type: "string", default: "both" },
		quiet: { type: "boolean", default: false },
		"keep-going": { type: "boolean", default: false },
	},
});

const stores = storesByName[values.store];
const steps = Number(values.steps);
if (stores === undefined || !Number.isSafeInteger(steps) || steps < 1) {
	process.stderr.write(
		"Cannot simulate: give --steps a whole number and --store one of memory, embedded, both\n",
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
const isThorough = steps >= 1_000_000 && values.store === "both" && !values.seed.includes(".");
process.exitCode = result.violations > 0 || (isThorough && result.tally.missing().length > 0) ? 1 : 0;
