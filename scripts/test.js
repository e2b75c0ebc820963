import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, install, requireNode, workspaces } from "./lib/prepare.js";
import { main, root, runInstalled } from "./lib/run.js";
import { requireTools } from "./lib/tools.js";

await main(async () => {
	requireNode();
	await install();
	await build();
	const env = await requireTools(["chromium", "redis-server"]);
	await runInstalled("mocha/bin/mocha.js", mochaArguments(process.argv.slice(2)), { env });
});

/** What was asked for goes to Mocha as it is. If no file is named in it, all tests are meant. */
function mochaArguments(given) {
	const namesFiles = given.some((word) => word.endsWith(".ts") || existsSync(join(root, word)));
	return namesFiles ? given : [...testFolders().map((folder) => `${folder}/**/*.test.ts`), ...given];
}

function testFolders() {
	const ofWorkspaces = workspaces().map(({ folder }) => `${folder}/test`);
	return [...ofWorkspaces, "chaos/test", "fixtures", "search/test", "simulation/test"].filter((folder) =>
		existsSync(join(root, folder)),
	);
}
