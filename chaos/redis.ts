import type { RedisStoreOptions } from "@baton/core/redis";
import { type RedisServer, startCluster, startRedis } from "../packages/core/src/testing/redis-servers.js";

/** The Redis that everything is kept in, and that is killed, too. */
export interface ChaosRedis {
	/** One, or all of a cluster. */
	readonly nodes: readonly RedisServer[];
	readonly options: RedisStoreOptions;
	stop(): Promise<void>;
}

const onDisk = { appendonly: "yes", appendfsync: "everysec" };

/**
 * What is acknowledged is on its disk: with `everysec` Redis holds back what it writes, for up to two seconds, while
 * an earlier flush takes its time, and a kill loses that.
 */
export async function startOne(): Promise<ChaosRedis> {
	const server = await startRedis({ appendonly: "yes", appendfsync: "always" });
	return { nodes: [server], options: { url: server.url, acknowledge: "disk" }, stop: server.stop };
}

/** Three primaries with a replica each. What is acknowledged is on both: a failover may not lose it. */
export async function startSix(): Promise<ChaosRedis> {
	const { nodes, stop } = await startCluster({ ...onDisk, "min-replicas-to-write": 1 });
	const rootNodes = nodes.map(({ url }) => ({ url }));
	return { nodes, options: { cluster: { rootNodes }, acknowledge: "replicated" }, stop };
}
