import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { RedisStoreOptions } from "@baton/core/redis";
import { type Agents, employAgents } from "./agent.js";
import { type Balancer, balance } from "./balancer.js";
import { type Arrival, openStreet, type Street } from "./street.js";
import { type Role, startWorker, type Worker } from "./worker.js";

export interface TownOptions {
	readonly redis: RedisStoreOptions;
	readonly bots: number;
	readonly bridges: number;
	readonly random: () => number;
	readonly onArrival: (arrival: Arrival) => void;
	readonly onChange: (what: string) => void;
	readonly agents?: Partial<Parameters<typeof employAgents>[0]>;
}

/** Everything of one shop: its processes, the street that its customers live in, and its people. */
export interface Town {
	readonly bots: readonly Worker[];
	readonly bridges: readonly Worker[];
	readonly workers: readonly Worker[];
	readonly street: Street;
	readonly balancer: Balancer;
	readonly agents: Agents;
	close(): Promise<void>;
}

export async function openTown({
	redis,
	bots,
	bridges,
	random,
	onArrival,
	onChange,
	agents: more,
}: TownOptions): Promise<Town> {
	const street = await openStreet(onArrival);
	async function start(role: Role, index: number): Promise<Worker> {
		const name = `${role}-${index + 1}`;
		return startWorker(
			role,
			{ name, redis, street: street.addressFor(name), port: await freePort() },
			onChange,
		);
	}
	const all = async (role: Role, count: number): Promise<readonly Worker[]> =>
		Promise.all(Array.from({ length: count }, (_, index) => start(role, index)));
	const [botWorkers, bridgeWorkers] = [await all("bot", bots), await all("bridge", bridges)];
	const workers = [...botWorkers, ...bridgeWorkers];
	const balancer = await balance(bridgeWorkers.map(({ port }) => port));
	const agents = employAgents({ port: balancer.port, random, linesEach: 4, ...more });
	return {
		...{ bots: botWorkers, bridges: bridgeWorkers, workers, street, balancer, agents },
		async close() {
			agents.close();
			balancer.close();
			await Promise.all(workers.map((worker) => worker.stop()));
			street.close();
		},
	};
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer();
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}
