import { spawn } from "node:child_process";
import { build, install, requireNode } from "./lib/prepare.js";
import { main, root } from "./lib/run.js";

await main(async () => {
	requireNode();
	await install();
	await build();
	process.exitCode = await startShop();
});

/**
 * The sample gets every signal, and this process ends as the sample ends. A terminal sends Ctrl-C to both, so
 * that one is not passed on.
 */
function startShop() {
	const shop = spawn(process.execPath, [`${root}samples/shop/dist/main.js`, ...process.argv.slice(2)], {
		cwd: root,
		stdio: "inherit",
	});
	process.on("SIGINT", () => process.stdin.isTTY || shop.kill("SIGINT"));
	for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => shop.kill(signal));
	return new Promise((resolve, reject) => {
		shop.once("error", reject);
		shop.once("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
	});
}
