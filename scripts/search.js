import { install, requireNode } from "./lib/prepare.js";
import { main, root, runInstalled } from "./lib/run.js";

/** `npm run search -- --configuration two-desks --states 5000000`: looks at every state of the control protocol. */
await main(async () => {
	requireNode();
	await install();
	await runInstalled("@typescript/native/bin/tsc", ["-b", "packages/core"], { quiet: true });
	await runInstalled("tsx/dist/cli.mjs", [`${root}search/main.ts`, ...process.argv.slice(2)]);
});
