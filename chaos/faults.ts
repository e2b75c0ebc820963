import { createClient } from "redis";
import type { RedisServer } from "../packages/core/src/testing/redis-servers.js";
import type { Town } from "../samples/scale-out/src/town/town.js";

export const faultNames = [
	"kill -9 of a bot",
	"kill -9 of a bridge",
	"freeze of a process",
	"restart of Redis",
	"freeze of Redis",
	"loss of every connection to Redis",
	"loss of every connection of the desk",
] as const;

export type FaultName = (typeof faultNames)[number];

export interface FaultOptions {
	readonly town: Town;
	readonly redis: RedisServer;
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
			await redis.kill();
			return redis.restart();
		case "freeze of Redis":
			redis.freeze();
			await new Promise((resolve) => setTimeout(resolve, between(200, 4_000)));
			return redis.thaw();
		case "loss of every connection to Redis":
			return dropClients(redis);
		case "loss of every connection of the desk":
			town.balancer.cut();
	}
}

async function dropClients({ url }: RedisServer): Promise<void> {
	const client = createClient({ url });
	client.on("error", () => {});
	try {
		await client.connect();
		await client.sendCommand(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]);
		await client.sendCommand(["CLIENT", "KILL", "TYPE", "pubsub"]);
	} finally {
		client.destroy();
	}
}
