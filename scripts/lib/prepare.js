import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { alone } from "./lock.js";
import { root, run, runInstalled, step } from "./run.js";
import { writeSchemas } from "./schemas.js";

/** Says clearly that Node is too old, before anything else fails in a stranger way. */
export function requireNode() {
	const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const [major, minor] = process.versions.node.split(".").map(Number);
	const fits = major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
	if (fits) return;
	throw new Error(`Cannot run on Node ${process.versions.node}: install Node ${engines.node} and try again`);
}

/**
 * Installs what the lockfile says, unless that was done already. `npm ci` begins by emptying `node_modules`, so
 * of two scripts that are started at once one waits, and finds it done.
 */
export async function install() {
	if (!isInstalled()) await alone(join(root, ".installing"), installAlone);
}

async function installAlone() {
	if (isInstalled()) return;
	await step("Installing dependencies (about a minute the first time)", () =>
		run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { quiet: true }),
	);
}

function isInstalled() {
	const installed = modifiedAt(join(root, "node_modules/.package-lock.json"));
	return installed >= modifiedAt(join(root, "package-lock.json")) && linksStand();
}

/** Workspaces are links; a link that is missing means that a package was added after the last install. */
function linksStand() {
	return workspaces().every(({ name }) => existsSync(join(root, "node_modules", name)));
}

/** Every package and sample: its folder below the root, its name, its package.json. */
export function workspaces() {
	return ["packages", "samples"]
		.flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
		.filter((folder) => existsSync(join(root, folder, "package.json")))
		.map((folder) => {
			const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
			return { folder, name: manifest.name, manifest };
		});
}

/** Compiles all packages in order, writes what is made of the code, then the web pages whose sources have changed. */
export async function build() {
	await step("Compiling", compile);
	await writeSchemas();
	await buildPages();
}

/** Builds the web pages whose sources have changed. */
export async function buildPages() {
	for (const { folder } of workspaces()) await buildPage(folder);
}

/**
 * `tsc -b` for all that runs: incremental, and in the order of the references. TypeScript 7.0 keeps old errors
 * when only its libraries or settings change, so those make it start again.
 */
function compile() {
	const settings = Math.max(
		...["tsconfig.base.json", "package-lock.json"].map((name) => modifiedAt(join(root, name))),
	);
	const built = modifiedAt(join(root, "packages/core/dist/.tsbuildinfo"));
	const force = settings > built ? ["--force"] : [];
	return runInstalled("@typescript/native/bin/tsc", ["-b", "tsconfig.build.json", ...force], { quiet: true });
}

/** A folder with a `vite.config.js` has a page; it is built when it is older than what it is made of. */
async function buildPage(folder) {
	const path = join(root, folder);
	if (!existsSync(join(path, "vite.config.js"))) return;
	const { default: config } = await import(new URL(`../../${folder}/vite.config.js`, import.meta.url).href);
	const source = join(path, config.root ?? ".");
	const built = join(source, config.build?.outDir ?? "dist", "index.html");
	const sources = [folder, "packages/core", "packages/agent-bridge"].map((each) => join(root, each, "src"));
	const inputs = [...sources.flatMap(filesBelow), join(path, "vite.config.js"), join(path, "package.json")];
	if (Math.max(...inputs.map(modifiedAt)) < modifiedAt(built)) return;
	await step(`Building the page of ${folder}`, () =>
		runInstalled("vite/bin/vite.js", ["build", "--logLevel", "warn"], { quiet: true, cwd: path }),
	);
}

function filesBelow(folder) {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

function modifiedAt(path) {
	return existsSync(path) ? statSync(path).mtimeMs : 0;
}
