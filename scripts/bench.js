import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { install, requireNode } from "./lib/prepare.js";
import { main, root, run, runInstalled } from "./lib/run.js";

const words = process.argv.slice(2);

await main(async () => {
	requireNode();
	await install();
	await runInstalled("@typescript/native/bin/tsc", ["-b", ...measured()], { quiet: true });
	await measure();
});

/** What B1 and B4 measure can be measured while the bridge is being worked on. */
function measured() {
	const names = words.filter((word) => /^b\d+$/i.test(word));
	const coreAlone = names.length > 0 && names.every((name) => /^b[14]$/i.test(name));
	return coreAlone
		? ["packages/core"]
		: ["packages/core", "packages/agent-bridge", "packages/adapter-messenger"];
}

/**
 * The benchmarks run in a process of their own: with the collector at hand, and where the system can do it
 * pinned to one core, where two runs differ by 3 % and not by 20 %.
 */
function measure() {
	const node = [process.execPath, "--expose-gc", "--import", "tsx", `${root}bench/main.ts`, ...words];
	const core = cpus().length - 1;
	if (spawnSync("taskset", ["-c", String(core), "true"]).status !== 0) {
		const [command, ...rest] = node;
		return run(command, rest, { cwd: root });
	}
	return run("taskset", ["-c", String(core), ...node], {
		cwd: root,
		env: { BATON_BENCH_CORE: String(core) },
	});
}
