import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workspaces } from "../lib/prepare.js";
import { run, runInstalled } from "../lib/run.js";

/** Packs every package that is published and looks at it as an installer and a type checker would. */
export async function checkShape() {
	const folder = mkdtempSync(join(tmpdir(), "baton-shape-"));
	try {
		await pack(folder);
		const tarballs = readdirSync(folder).map((name) => join(folder, name));
		await Promise.all(tarballs.map(checkTarball));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function pack(folder) {
	const published = workspaces().filter(({ manifest }) => manifest.private !== true);
	const names = published.map(({ name }) => `--workspace=${name}`);
	await run("npm", ["pack", "--ignore-scripts", `--pack-destination=${folder}`, ...names], { quiet: true });
}

async function checkTarball(tarball) {
	await runInstalled("publint/src/cli.js", ["run", tarball, "--strict"], { quiet: true });
	const attw = "@arethetypeswrong/cli/dist/index.js";
	await runInstalled(attw, [tarball, "--profile", "esm-only", "--format", "ascii", "--no-emoji"], {
		quiet: true,
	});
}
