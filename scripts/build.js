import { build, install, requireNode } from "./lib/prepare.js";
import { main } from "./lib/run.js";

await main(async () => {
	requireNode();
	await install();
	await build();
});
