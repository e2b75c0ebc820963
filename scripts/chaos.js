import { install, requireNode } from "./lib/prepare.js";
import { main, root, runInstalled } from "./lib/run.js";
import { requireTools } from "./lib/tools.js";

/** `npm run chaos -- --minutes N`: what runs is what is shipped, so that is built first. */
await main(async () => {
	requireNode();
	await install();
	await runInstalled("@typescript/native/bin/tsc", ["-b", "samples/scale-out"], { quiet: true });
	const env = await requireTools(["redis-server"]);
	await runInstalled("tsx/dist/cli.mjs", [`${root}chaos/main.ts`, ...process.argv.slice(2)], { env });
});
