import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const folder = fileURLToPath(new URL("./peers/", import.meta.url));

/** Installs the peers that nobody else needs, when they are first compared with. */
export async function installPeers(): Promise<void> {
	if (existsSync(`${folder}node_modules/.package-lock.json`)) return;
	process.stderr.write("  installing bottender (some ten seconds, once)\n");
	const words = ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"];
	await promisify(execFile)("npm", words);
}
