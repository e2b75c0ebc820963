import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Redis server of a test, in a folder of its own, on a free port of this machine. */
export interface RedisServer {
	readonly port: number;
	readonly url: string;
	/** Ends the process as `kill -9` does, and waits for its end. What was written to disk stays. */
	kill(): Promise<void>;
	/** Starts it again, on the same port and folder. */
	restart(): Promise<void>;
	/** Stops the process without ending it, as a machine that hangs. */
	freeze(): void;
	thaw(): void;
	/** Ends it and removes its folder. */
	stop(): Promise<void>;
}

export interface Address {
	readonly host: string;
	readonly port: number;
}

/** A primary with one replica, and three sentinels that watch them. */
export interface SentinelServers {
	/** The name under which the sentinels know the primary. */
	readonly name: string;
	readonly sentinels: readonly Address[];
	/** The first primary and its replica. */
	readonly servers: readonly [primary: RedisServer, replica: RedisServer];
	stop(): Promise<void>;
}

/** Three primaries, each with a replica. */
export interface ClusterServers {
	readonly nodes: readonly RedisServer[];
	stop(): Promise<void>;
}

/** Settings of redis-server, as in its configuration file. */
export type RedisSettings = Readonly<Record<string, string | number>>;

const host = "127.0.0.1";

/**
 * Starts a Redis server: the command `redis-server`, or the one that the variable BATON_REDIS_SERVER names. It keeps
 * nothing on disk unless it is told to.
 */
export async function startRedis(settings: RedisSettings = {}): Promise<RedisServer> {
	const port = await freePort();
	return startServer({ port, settings: { save: "", appendonly: "no", ...settings } });
}

export async function startSentinel(settings: RedisSettings = {}): Promise<SentinelServers> {
	const name = "baton";
	const primary = await startRedis({ "repl-diskless-sync-delay": 0, ...settings });
	const replica = await startRedis({
		...{ replicaof: `${host} ${primary.port}`, "repl-diskless-sync-delay": 0 },
		...settings,
	});
	await until(async () => (await ask(replica.port, "INFO replication")).includes("master_link_status:up"));
	const sentinels = await Promise.all([1, 2, 3].map(() => startOneSentinel(name, primary.port)));
	const knows = async ({ port }: RedisServer): Promise<boolean> => {
		const found = await ask(port, `SENTINEL master ${name}`);
		return /num-slaves\r\n\$1\r\n1/.test(found) && /num-other-sentinels\r\n\$1\r\n2/.test(found);
	};
	await until(async () => (await Promise.all(sentinels.map(knows))).every(Boolean));
	const all = [...sentinels, primary, replica];
	return {
		name,
		sentinels: sentinels.map(({ port }) => ({ host, port })),
		servers: [primary, replica],
		stop: async () => void (await Promise.all(all.map((server) => server.stop()))),
	};
}

async function startOneSentinel(name: string, primary: number): Promise<RedisServer> {
	const port = await freePort();
	const file = [
		`sentinel monitor ${name} ${host} ${primary} 2`,
		`sentinel down-after-milliseconds ${name} 500`,
		`sentinel failover-timeout ${name} 3000`,
	].join("\n");
	return startServer({ port, settings: {}, file, isSentinel: true });
}

const slots = 16_384;

export async function startCluster(settings: RedisSettings = {}): Promise<ClusterServers> {
	const members = await Promise.all(
		Array.from({ length: 6 }, async (_, index) => {
			const id = index.toString(16).padStart(40, "a");
			return { id, port: await freePort(), bus: await freePort(), primary: index % 3, isReplica: index > 2 };
		}),
	);
	/** Each begins with what all would find out by and by. */
	const table = (self: string): string => {
		const lines = members.map(({ id, port, bus, primary, isReplica }) => {
			const first = Math.ceil((primary * slots) / 3);
			const last = Math.ceil(((primary + 1) * slots) / 3) - 1;
			const flags = `${id === self ? "myself," : ""}${isReplica ? "slave" : "master"}`;
			const of = isReplica ? members[primary]?.id : "-";
			const has = isReplica ? "" : ` ${first}-${last}`;
			return `${id} ${host}:${port}@${bus} ${flags} ${of} 0 0 ${primary + 1} connected${has}`;
		});
		return [...lines, "vars currentEpoch 3 lastVoteEpoch 0", ""].join("\n");
	};
	const nodes = await Promise.all(
		members.map(({ id, port, bus }) =>
			startServer({
				port,
				settings: {
					...{ save: "", appendonly: "no", "cluster-enabled": "yes", "cluster-port": bus },
					...{ "cluster-node-timeout": 1000, "repl-diskless-sync-delay": 0, ...settings },
				},
				nodes: table(id),
			}),
		),
	);
	await until(async () => {
		const states = await Promise.all(nodes.map(({ port }) => ask(port, "CLUSTER INFO")));
		const replicas = await Promise.all(nodes.slice(3).map(({ port }) => ask(port, "INFO replication")));
		return (
			states.every((state) => state.includes("cluster_state:ok")) &&
			replicas.every((replica) => replica.includes("master_link_status:up"))
		);
	});
	return { nodes, stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))) };
}

interface ServerPlan {
	readonly port: number;
	readonly settings: RedisSettings;
	/** More of the configuration file. */
	readonly file?: string;
	/** What the server knows of its cluster. */
	readonly nodes?: string;
	readonly isSentinel?: boolean;
}

async function startServer({
	port,
	settings,
	file = "",
	nodes,
	isSentinel,
}: ServerPlan): Promise<RedisServer> {
	const folder = await mkdtemp(join(tmpdir(), "baton-redis-"));
	folders.add(folder);
	const all = { port, bind: host, dir: folder, ...settings };
	const lines = Object.entries(all).map(([name, value]) => `${name} ${value === "" ? '""' : value}`);
	await writeFile(join(folder, "redis.conf"), [...lines, file, ""].join("\n"));
	if (nodes !== undefined) await writeFile(join(folder, "nodes.conf"), nodes);
	let child = await run();

	async function run(): Promise<ChildProcess> {
		const command = process.env.BATON_REDIS_SERVER || "redis-server";
		const args = [join(folder, "redis.conf"), ...(isSentinel === true ? ["--sentinel"] : [])];
		const started = spawn(command, args, { stdio: "ignore" });
		children.add(started);
		const failed = once(started, "error").then(([error]: unknown[]) => Promise.reject(error));
		const ended = once(started, "exit").then(([code]: unknown[]) => {
			throw new Error(`${command} ended with ${String(code)} instead of listening on port ${port}`);
		});
		const answers = until(async () => (await ask(port, "PING")).startsWith("+PONG"));
		await Promise.race([answers, failed, ended]);
		return started;
	}

	async function kill(): Promise<void> {
		children.delete(child);
		if (child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, "exit");
		child.kill("SIGKILL");
		await ended;
	}

	return {
		port,
		url: `redis://${host}:${port}`,
		kill,
		async restart() {
			await kill();
			child = await run();
		},
		freeze: () => void child.kill("SIGSTOP"),
		thaw: () => void child.kill("SIGCONT"),
		async stop() {
			await kill();
			await rm(folder, { recursive: true, force: true });
			folders.delete(folder);
		},
	};
}

/** Nothing outlives the process that started it. */
const children = new Set<ChildProcess>();
const folders = new Set<string>();
process.on("exit", () => {
	for (const child of children) child.kill("SIGKILL");
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Below the ports that systems give to outgoing connections: one of those could take it while a server is down. */
const [firstPort, lastPort] = [10_000, 32_000];
const taken = new Set<number>();

async function freePort(): Promise<number> {
	for (;;) {
		const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
		if (taken.has(port) || !(await isFree(port))) continue;
		taken.add(port);
		return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	const listening = once(server, "listening").then(
		() => true,
		() => false,
	);
	server.listen(port, host);
	if (!(await listening)) return false;
	server.close();
	await once(server, "close");
	return true;
}

/** The whole answer to one command, as it comes; nothing if nobody listens. */
function ask(port: number, command: string): Promise<string> {
	return new Promise((resolve) => {
		let answer = "";
		const socket = connect(port, host, () => socket.end(`${command}\r\n`));
		socket.on("data", (data) => {
			answer += data.toString();
		});
		socket.on("error", () => resolve(""));
		socket.on("close", () => resolve(answer));
	});
}

const stepMs = 20;
const longestMs = 20_000;

async function until(holds: () => Promise<boolean>): Promise<void> {
	const end = Date.now() + longestMs;
	while (!(await holds())) {
		if (Date.now() > end) throw new Error("The Redis servers did not get ready in time");
		await new Promise((resolve) => {
			setTimeout(resolve, stepMs);
		});
	}
}
