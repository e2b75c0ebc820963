import { build, install, requireNode } from "./lib/prepare.js";
import { main, runInstalled } from "./lib/run.js";
import { requireTools } from "./lib/tools.js";

await main(async () => {
	requireNode();
	await install();
	await build();
	const env = await requireTools(["chromium"]);
	await runInstalled("mocha/bin/mocha.js", process.argv.slice(2), { env });
});
