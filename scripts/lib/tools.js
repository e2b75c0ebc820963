import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, step } from "./run.js";

/**
 * Programs that the tests need beside Node: how they may be called, the variable that names another one, and
 * the package that brings them on Debian.
 */
const tools = {
	chromium: {
		commands: ["chromium", "chromium-browser", "google-chrome"],
		variable: "BATON_CHROMIUM",
		debianPackage: "chromium",
	},
	"redis-server": {
		commands: ["redis-server"],
		variable: "BATON_REDIS_SERVER",
		debianPackage: "redis-server",
	},
};

/**
 * Finds programs, or installs them where that needs no question (root on Debian). Gives the environment
 * variables that name them.
 */
export async function requireTools(names) {
	const missing = names.filter((name) => find(tools[name]) === undefined);
	if (missing.length > 0) await installPackages(missing);
	return Object.fromEntries(names.map((name) => [tools[name].variable, find(tools[name]) ?? fail([name])]));
}

function find({ commands, variable }) {
	const named = process.env[variable];
	if (named !== undefined && named !== "") return isProgram(named) ? named : undefined;
	const folders = (process.env.PATH ?? "").split(delimiter);
	return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(isProgram);
}

function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

async function installPackages(names) {
	if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) fail(names);
	const packages = names.map((name) => tools[name].debianPackage);
	const env = { DEBIAN_FRONTEND: "noninteractive" };
	await step(`Installing ${packages.join(", ")}`, async () => {
		await run("apt-get", ["update", "-qq"], { quiet: true, env });
		await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
			quiet: true,
			env,
		});
	});
}

function fail(names) {
	const advice = names.map(
		(name) =>
			`${name} (put ${tools[name].commands.join(" or ")} on the PATH, or its path into ${tools[name].variable})`,
	);
	throw new Error(`Cannot run the tests without ${names.join(", ")}: install ${advice.join("; ")}`);
}
