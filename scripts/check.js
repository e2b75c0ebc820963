import { checkDocuments } from "./checks/documents.js";
import { checkFloors } from "./checks/floors.js";
import { checkLockfile } from "./checks/lockfile.js";
import { checkMarkup } from "./checks/markup.js";
import { checkShape } from "./checks/shape.js";
import { checkTables } from "./checks/tables.js";
import { buildPages, install, requireNode } from "./lib/prepare.js";
import { main, runInstalled, seconds } from "./lib/run.js";
import { writeSchemas } from "./lib/schemas.js";

/** In this order: later checks read what `tsc` has built. */
const checks = {
	"types, in tests as well": () => tool("@typescript/native/bin/tsc", "-b", "tsconfig.json"),
	"JSON Schemas are written": writeSchemas,
	"web pages are built": buildPages,
	"types of the web pages": () => tool("@typescript/native/bin/tsc", "-p", "tsconfig.pages.json"),
	"format and lint": () => tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
	"promises are awaited": () => tool("oxlint/bin/oxlint", "--type-aware"),
	"imports go one way": checkFloors,
	"pages make elements, not markup": checkMarkup,
	"lockfile serves every platform": checkLockfile,
	"no unused code": () => tool("knip/bin/knip.js", "--no-config-hints"),
	"shape of the packages": checkShape,
	"code in documents compiles": checkDocuments,
	"tables in documents are current": checkTables,
};

await main(async () => {
	requireNode();
	await install();
	const failed = [];
	for (const [title, check] of Object.entries(checks)) {
		if (!(await passes(title, check))) failed.push(title);
	}
	if (failed.length > 0) throw new Error(`Failed: ${failed.join(", ")}`);
});

async function passes(title, check) {
	const start = performance.now();
	try {
		await check();
		console.log(`ok      ${title} (${seconds(start)})`);
		return true;
	} catch (error) {
		console.log(`FAILED  ${title} (${seconds(start)})`);
		console.log((error.output || error.message).trimEnd().replaceAll(/^/gm, "        "));
		return false;
	}
}

function tool(path, ...args) {
	return runInstalled(path, args, { quiet: true });
}
