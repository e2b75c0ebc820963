import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

/** What the figures depend on. */
export interface Environment {
	readonly node: string;
	readonly processor: string;
	readonly cores: number;
	/** The core that everything is pinned to, if it is. */
	readonly pinnedTo: number | undefined;
	/** Load of the last minute before the run. */
	readonly load: number;
	readonly versions: Readonly<Record<string, string>>;
}

const peers = [
	...["botbuilder-core", "botkit", "grammy", "ws", "socket.io", "socket.io-client"],
	...["@socket.io/redis-adapter", "@socket.io/redis-streams-adapter", "bullmq", "redis", "lmdb", "zod"],
];

export function readEnvironment(pinnedTo: number | undefined): Environment {
	return {
		node: process.versions.node,
		processor: cpus()[0]?.model ?? "unknown",
		cores: cpus().length || availableParallelism(),
		pinnedTo,
		load: loadavg()[0] ?? 0,
		versions: Object.fromEntries([
			...peers.map((name) => [name, versionIn("../node_modules", name)]),
			["bottender", versionIn("./peers/node_modules", "bottender")],
			["redis-server", versionOfRedis()],
		]),
	};
}

function versionIn(folder: string, name: string): string {
	try {
		const file = fileURLToPath(new URL(`${folder}/${name}/package.json`, import.meta.url));
		return JSON.parse(readFileSync(file, "utf8")).version;
	} catch {
		return "not installed";
	}
}

function versionOfRedis(): string {
	const command = process.env.BATON_REDIS_SERVER || "redis-server";
	const { stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
	return /v=(\S+)/.exec(stdout ?? "")?.[1] ?? "not installed";
}

export function printEnvironment({ node, processor, cores, pinnedTo, load, versions }: Environment): string {
	const pin = pinnedTo === undefined ? "not pinned" : `pinned to core ${pinnedTo}`;
	return [
		`Node ${node} on ${cores} cores (${processor.trim()}), ${pin}, load ${load.toFixed(2)}`,
		Object.entries(versions)
			.map(([name, version]) => `${name} ${version}`)
			.join(", "),
		"",
	].join("\n");
}
