import { createClient } from "redis";

export type RedisClient = ReturnType<typeof createClient>;

/** A client that is connected. Without a listener for errors it would end the process with the first of them. */
export async function redisClient(url: string): Promise<RedisClient> {
	// Replies as the peers know them.
	const client = createClient({ url, RESP: 2 }) as RedisClient;
	client.on("error", (error: unknown) => console.error(error));
	await client.connect();
	return client;
}
