import { install, requireNode } from "./lib/prepare.js";
import { main, root, runInstalled } from "./lib/run.js";

/** `npm run simulate -- --seed S --steps N`: what is simulated is what is shipped, so that is built first. */
await main(async () => {
	requireNode();
	await install();
	await runInstalled("@typescript/native/bin/tsc", ["-b", "packages/agent-bridge"], { quiet: true });
	await runInstalled("tsx/dist/cli.mjs", [`${root}simulation/main.ts`, ...process.argv.slice(2)]);
});
