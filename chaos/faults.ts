import { createClient } from "redis";
import type { RedisServer } from "../packages/core/src/testing/redis-servers.js";
import type { Town } from "../samples/scale-out/src/town/town.js";
import type { ChaosRedis } from "./redis.js";

const faultNames = [
	"kill -9 of a bot",
	"kill -9 of a bridge",
	"freeze of a process",
	"restart of Redis",
	"freeze of Redis",
	"loss of every connection to Redis",
	"loss of every connection of the desk",
	"failover of Redis",
] as const;

export type FaultName = (typeof faultNames)[number];

/** A server of its own has nobody to take its place. */
export function possibleFaults(isCluster: boolean): readonly FaultName[] {
	return faultNames.filter((name) => isCluster || name !== "failover of Redis");
}

export interface FaultOptions {
	readonly town: Town;
	readonly redis: ChaosRedis;
	readonly random: () => number;
}

/** Makes one thing go wrong, for a moment. */
export async function injectFault(name: FaultName, { town, redis, random }: FaultOptions): Promise<void> {
	const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
	const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
	switch (name) {
		case "kill -9 of a bot":
			return pick(town.bots)?.kill(between(50, 1_500));
		case "kill -9 of a bridge":
			return pick(town.bridges)?.kill(between(50, 1_500));
		case "freeze of a process":
			return pick(town.workers)?.freeze(between(200, 8_000));
		case "restart of Redis":
			return pick(redis.nodes)?.restart();
		case "freeze of Redis":
			return freeze(pick(redis.nodes), between(200, 4_000));
		case "loss of every connection to Redis":
			return void (await Promise.all(redis.nodes.map(dropClients)));
		case "failover of Redis":
			return failOver(pick(await primariesOf(redis)), between(2_500, 5_000));
		case "loss of every connection of the desk":
			town.balancer.cut();
	}
}

async function freeze(node: RedisServer | undefined, ms: number): Promise<void> {
	node?.freeze();
	await pause(ms);
	node?.thaw();
}

/** A primary stays away for longer than its replica waits. */
async function failOver(primary: RedisServer | undefined, ms: number): Promise<void> {
	await primary?.kill();
	await pause(ms);
	await primary?.restart();
}

async function primariesOf({ nodes }: ChaosRedis): Promise<readonly RedisServer[]> {
	const roles = await Promise.all(nodes.map((node) => ask(node, ["ROLE"])));
	return nodes.filter((_, index) => String(roles[index]).startsWith("master"));
}

async function dropClients(node: RedisServer): Promise<void> {
	await ask(
		node,
		["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"],
		["CLIENT", "KILL", "TYPE", "pubsub"],
	);
}

/** The answer to the last of the commands. */
async function ask({ url }: RedisServer, ...commands: readonly string[][]): Promise<unknown> {
	const client = createClient({ url });
	client.on("error", () => {});
	let answer: unknown;
	try {
		await client.connect();
		for (const command of commands) answer = await client.sendCommand(command);
		return answer;
	} finally {
		client.destroy();
	}
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
