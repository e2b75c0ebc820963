import { createClient } from "redis";
import type { Store } from "../../../src/conversation/store.js";
import { type RedisStoreOptions, redisStore } from "../../../src/store/redis.js";
import type { OpenStore } from "../../../src/testing/store-contract-fixture.js";

let opened = 0;

/** Opens stores with keys of their own: an empty store each. */
export function opening(options: () => Promise<RedisStoreOptions>, urls: () => readonly string[]): OpenStore {
	return async () => {
		const prefix = `test${++opened}:`;
		const stores: Store[] = [];
		const open = async (): Promise<Store> => {
			const store = await redisStore({ ...(await options()), prefix });
			stores.push(store);
			return store;
		};
		const closeAll = async (): Promise<void> => {
			for (const store of stores.splice(0)) await store.close();
		};
		return {
			store: await open(),
			another: open,
			async reopen() {
				await closeAll();
				return open();
			},
			dump: async () => (await Promise.all(urls().map((url) => dumpOf(url, prefix)))).join("\n"),
			close: closeAll,
		};
	};
}

/** Every key that begins with the prefix, and what it holds, as text. */
export async function dumpOf(url: string, prefix: string): Promise<string> {
	const client = createClient({ url, RESP: 2 });
	client.on("error", () => {});
	await client.connect();
	try {
		const lines: string[] = [];
		for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
			for (const key of keys) {
				const command = reading(await client.type(key), key);
				lines.push(`${key} ${JSON.stringify(await client.sendCommand(command))}`);
			}
		}
		return lines.join("\n");
	} finally {
		client.destroy();
	}
}

function reading(kind: string, key: string): string[] {
	switch (kind) {
		case "string":
			return ["GET", key];
		case "list":
			return ["LRANGE", key, "0", "-1"];
		case "hash":
			return ["HGETALL", key];
		case "set":
			return ["SMEMBERS", key];
		default:
			return ["ZRANGE", key, "0", "-1", "WITHSCORES"];
	}
}
