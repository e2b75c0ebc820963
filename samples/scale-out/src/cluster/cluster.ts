import { type ClusterServers, startCluster } from "@baton/core/testing/redis";
import { type Node, watchNode } from "./node.js";

/** Three primaries with a replica each, all on this machine. */
export interface Cluster {
	readonly nodes: readonly Node[];
	readonly urls: readonly string[];
	/** Which of the three parts of the data a node has, from 1. */
	partOf(node: Node): number;
	/** Whether it was a primary, is away, and another is primary of its part now. */
	isReplaced(node: Node): boolean;
	close(): Promise<void>;
}

/** What is written survives `kill -9`; a primary that does not answer for a second is replaced by its replica. */
const settings = { appendonly: "yes", appendfsync: "everysec", "cluster-node-timeout": 1_000 };

const lookEveryMs = 500;
const parts = 3;

export async function openCluster(backAfterMs: number, onChange: (what: string) => void): Promise<Cluster> {
	const servers: ClusterServers = await startCluster(settings);
	const nodes = servers.nodes.map((server, index) =>
		watchNode({
			...{ name: `redis-${index + 1}`, server, role: index < parts ? "primary" : "replica" },
			...{ backAfterMs, onChange },
		}),
	);
	let isLooking = false;

	async function look(): Promise<void> {
		if (isLooking) return;
		isLooking = true;
		const answers = await Promise.all(nodes.map((node) => node.look()));
		isLooking = false;
		const tables = answers.filter((answer) => answer !== undefined);
		if (tables.length > 0) for (const node of nodes) learn(node, tables);
	}

	/** Who has just come back may be wrong about itself: most of them know. */
	function learn(node: Node, tables: readonly string[]): void {
		const votes = tables.filter((table) => isReplicaIn(table, node.port)).length;
		const role = votes * 2 > tables.length ? "replica" : "primary";
		if (role === node.role) return;
		node.learn(role);
		const other = otherOf(node);
		onChange(
			role === "replica"
				? `${node.name} follows ${other?.name} now`
				: `${node.name} takes the place of ${other?.name}`,
		);
	}

	function otherOf(node: Node): Node | undefined {
		return nodes.find((each) => each !== node && partOf(each) === partOf(node));
	}

	function partOf(node: Node): number {
		return (nodes.indexOf(node) % parts) + 1;
	}

	const looking = setInterval(() => void look(), lookEveryMs);
	return {
		nodes,
		urls: servers.nodes.map(({ url }) => url),
		partOf,
		isReplaced(node) {
			const other = otherOf(node);
			return node.state !== "running" && node.role === "primary" && other?.role === "primary";
		},
		async close() {
			clearInterval(looking);
			for (const node of nodes) node.close();
			await servers.stop();
		},
	};
}

function isReplicaIn(table: string, port: number): boolean {
	const line = table.split("\n").find((each) => each.includes(`:${port}@`));
	return line?.includes("slave") === true;
}
