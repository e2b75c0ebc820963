import type { RedisServer } from "@baton/core/testing/redis";
import { createClient } from "redis";

export type NodeState = "running" | "frozen" | "dead";

/** One node of the cluster, which can be killed, and comes back. */
export interface Node {
	readonly name: string;
	readonly port: number;
	readonly state: NodeState;
	readonly role: "primary" | "replica";
	readonly pid: number | undefined;
	/** Commands since it began. */
	readonly commands: number;
	kill(): void;
	freeze(ms: number): void;
	/** Asks it how it is, and what it knows of the others: `CLUSTER NODES`, if it answers. */
	look(): Promise<string | undefined>;
	/** What the cluster says of its role. */
	learn(role: "primary" | "replica"): void;
	close(): void;
}

export interface NodeOptions {
	readonly name: string;
	readonly server: RedisServer;
	readonly role: "primary" | "replica";
	/** How long it stays away when it was killed. */
	readonly backAfterMs: number;
	readonly onChange: (what: string) => void;
}

const answerWithinMs = 1_000;

export function watchNode({ name, server, role: firstRole, backAfterMs, onChange }: NodeOptions): Node {
	const client = createClient({
		url: server.url,
		RESP: 2,
		disableOfflineQueue: true,
		socket: { reconnectStrategy: 250 },
	});
	client.on("error", () => {});
	client.connect().catch(() => {});
	let state: NodeState = "running";
	let role = firstRole;
	let pid: number | undefined;
	let commands = 0;
	let isOver = false;

	/** Whoever ended it: it comes back by itself. */
	function die(): void {
		if (state === "dead" || isOver) return;
		state = "dead";
		pid = undefined;
		onChange(`${name} is killed, a ${role}`);
		setTimeout(() => {
			if (isOver) return;
			server.restart().then(
				() => {
					state = "running";
					onChange(`${name} is back`);
				},
				(error: unknown) => onChange(`${name} does not come back: ${String(error)}`),
			);
		}, backAfterMs).unref();
	}

	return {
		...{ name, port: server.port },
		get state() {
			return state;
		},
		get role() {
			return role;
		},
		get pid() {
			return pid;
		},
		get commands() {
			return commands;
		},
		kill() {
			if (state === "dead") return;
			die();
			server.kill().catch(() => {});
		},
		freeze(ms) {
			if (state !== "running") return;
			state = "frozen";
			onChange(`${name} hangs, a ${role}`);
			server.freeze();
			setTimeout(() => {
				server.thaw();
				if (state !== "frozen") return;
				state = "running";
				onChange(`${name} goes on`);
			}, ms).unref();
		},
		async look() {
			if (state !== "running") return undefined;
			const wasReady = client.isReady;
			try {
				const asking = Promise.all([client.sendCommand(["INFO"]), client.sendCommand(["CLUSTER", "NODES"])]);
				const answer = await Promise.race([asking, patience()]);
				if (answer === undefined) return undefined;
				const [info, nodes] = answer;
				pid = Number(/^process_id:(\d+)/m.exec(String(info))?.[1]);
				commands = Number(/^total_commands_processed:(\d+)/m.exec(String(info))?.[1]);
				return String(nodes);
			} catch {
				if (wasReady && state === "running") die();
				return undefined;
			}
		},
		learn(learned) {
			role = learned;
		},
		close() {
			isOver = true;
			client.destroy();
		},
	};
}

function patience(): Promise<undefined> {
	return new Promise((resolve) => setTimeout(() => resolve(undefined), answerWithinMs).unref());
}
