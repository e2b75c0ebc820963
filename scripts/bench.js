import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { install, requireNode } from "./lib/prepare.js";
import { main, root, run, runInstalled } from "./lib/run.js";
import { requireTools } from "./lib/tools.js";

const words = process.argv.slice(2);

await main(async () => {
	requireNode();
	await install();
	await runInstalled("@typescript/native/bin/tsc", ["-b", ...measured()], { quiet: true });
	await measure(await requireTools(["redis-server"]));
});

/** What core alone does can be measured while the bridge is being worked on. */
function measured() {
	const names = words.filter((word) => /^b\d+$/i.test(word));
	const coreAlone = names.length > 0 && names.every((name) => /^b(1|3|4|12|13|14)$/i.test(name));
	return coreAlone
		? ["packages/core"]
		: ["packages/core", "packages/agent-bridge", "packages/adapter-messenger"];
}

/**
 * The benchmarks run in a process of their own: with the collector at hand, and where the system can do it
 * pinned to one core, where two runs differ by 3 % and not by 20 %. Those that measure throughput unpin themselves.
 */
function measure(tools) {
	const node = [process.execPath, "--expose-gc", "--import", "tsx", `${root}bench/main.ts`, ...words];
	const core = cpus().length - 1;
	if (spawnSync("taskset", ["-c", String(core), "true"]).status !== 0) {
		const [command, ...rest] = node;
		return run(command, rest, { cwd: root, env: tools });
	}
	return run("taskset", ["-c", String(core), ...node], {
		cwd: root,
		env: { ...tools, BATON_BENCH_CORE: String(core) },
	});
}
