import { writeTables } from "./checks/tables.js";
import { build, install, requireNode } from "./lib/prepare.js";
import { main } from "./lib/run.js";

await main(async () => {
	requireNode();
	await install();
	await build();
	const changed = await writeTables();
	console.log(changed.length === 0 ? "All tables are current" : `Wrote ${changed.join(", ")}`);
});
