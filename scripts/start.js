import { spawn } from "node:child_process";
import { build, install, requireNode } from "./lib/prepare.js";
import { main, root } from "./lib/run.js";

await main(async () => {
	requireNode();
	await install();
	await build();
	process.exitCode = await startShop();
});

/** The sample gets the terminal and every signal; this process ends as the sample ends. */
function startShop() {
	const shop = spawn(process.execPath, [`${root}samples/shop/dist/main.js`, ...process.argv.slice(2)], {
		cwd: root,
		stdio: "inherit",
	});
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => shop.kill(signal));
	return new Promise((resolve, reject) => {
		shop.once("error", reject);
		shop.once("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
	});
}
