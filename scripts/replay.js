import { install, requireNode } from "./lib/prepare.js";
import { main, root, runInstalled } from "./lib/run.js";

/** Standard output is for the figures alone, so that `--json` can be piped; only a first install speaks there. */
await main(async () => {
	requireNode();
	await install();
	await runInstalled(
		"@typescript/native/bin/tsc",
		["-b", "packages/adapter-messenger", "packages/adapter-business-messages"],
		{ quiet: true },
	);
	await runInstalled("tsx/dist/cli.mjs", [`${root}replay/main.ts`, ...process.argv.slice(2)], {
		cwd: process.env.INIT_CWD ?? root,
	});
});
