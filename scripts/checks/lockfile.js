import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/run.js";

/** The lockfile must serve every platform, and name no registry. */
export function checkLockfile() {
	const lockfile = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
	const missing = missingOptionals(lockfile).map(({ name }) => name);
	if (missing.length > 0) {
		throw new Error(`The lockfile lacks ${missing.join(", ")}: run node scripts/complete-lockfile.js`);
	}
	const hosts = Object.values(lockfile.packages).filter(({ resolved }) => /^https?:/.test(resolved ?? ""));
	if (hosts.length > 0) {
		throw new Error("The lockfile names a registry: run npm install --omit-lockfile-registry-resolved");
	}
}

/** Optional dependencies that a package in the lockfile asks for and that are not in it. */
export function missingOptionals({ packages }) {
	const missing = Object.entries(packages).flatMap(([path, parent]) =>
		Object.entries(parent.optionalDependencies ?? {})
			.filter(([name]) => !isIn(packages, path, name))
			.map(([name, version]) => ({ name, version, parent })),
	);
	return [...new Map(missing.map((each) => [each.name, each])).values()];
}

/** A package is found beside its dependent, or anywhere above it. */
function isIn(packages, path, name) {
	const folders = path.split("/node_modules/");
	return folders
		.map((_, index) => [...folders.slice(0, index + 1), name].join("/node_modules/"))
		.concat(`node_modules/${name}`)
		.some((place) => place in packages);
}
