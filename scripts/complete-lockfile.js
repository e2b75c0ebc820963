import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missingOptionals } from "./checks/lockfile.js";
import { main, root } from "./lib/run.js";

/**
 * Adds the packages for other platforms that npm left out of the lockfile because its registry did not offer
 * them. What a platform is, is read from the package's name.
 */
await main(() => {
	const path = join(root, process.argv[2] ?? "package-lock.json");
	const lockfile = JSON.parse(readFileSync(path, "utf8"));
	const missing = missingOptionals(lockfile);
	for (const { name, version, parent } of missing)
		lockfile.packages[`node_modules/${name}`] = entry(name, version, parent);
	lockfile.packages = Object.fromEntries(
		Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, "en")),
	);
	writeFileSync(path, `${JSON.stringify(lockfile, undefined, "\t")}\n`);
	console.log(`Added ${missing.length} packages`);
});

function entry(name, version, parent) {
	if (!/^\d+\.\d+\.\d+/.test(version)) {
		throw new Error(
			`Cannot add ${name} to the lockfile: "${version}" is a range, run npm install where it is offered`,
		);
	}
	const words = name.split(/[-/]/);
	return {
		version,
		cpu: words.filter((word) =>
			["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"].includes(word),
		),
		...(parent.dev ? { dev: true } : {}),
		...(parent.devOptional ? { devOptional: true } : {}),
		...libcOf(words),
		optional: true,
		os: words.filter((word) =>
			["android", "darwin", "freebsd", "linux", "openharmony", "win32"].includes(word),
		),
	};
}

function libcOf(words) {
	if (words.some((word) => word.startsWith("musl"))) return { libc: ["musl"] };
	return words.some((word) => word.startsWith("gnu")) ? { libc: ["glibc"] } : {};
}
