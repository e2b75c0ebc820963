import { hashSecret } from "@baton/agent-bridge";
import type { HandoffOptions, Store } from "@baton/core";
import { type RedisStoreOptions, redisStore } from "@baton/core/redis";

/** The street: where customers write to the shop. */
export const channelId = "street";
export const business = "shop";

export const deskApp = "desk";
export const deskSecret = "the secret of the desk, not for real use";

/** What every process says of the shop: the same everywhere. */
export const shop = {
	bot: { id: "shop", displayName: "Shop bot" },
	apps: [{ id: deskApp, kind: "human", displayName: "Our team" }],
	policy: { offerRetryMs: 5_000, offerExpiryMs: 30_000 },
	appLeaseMs: 5_000,
} as const satisfies HandoffOptions;

export const secrets = { [deskApp]: hashSecret(deskSecret) };

/** What a process is told by whoever starts it, in its environment. */
export interface Orders {
	readonly name: string;
	readonly redis: RedisStoreOptions;
	/** Where the street is: what is sent is posted there. */
	readonly street: string;
	readonly port: number;
}

const variable = "BATON_SCALE_OUT";

export function toEnvironment(orders: Orders): Record<string, string> {
	return { [variable]: JSON.stringify(orders) };
}

export function readOrders(): Orders {
	return JSON.parse(process.env[variable] ?? "{}") as Orders;
}

/** Waits for Redis, which may be starting itself. */
export async function openStore(options: RedisStoreOptions): Promise<Store> {
	for (;;) {
		try {
			return await redisStore(options);
		} catch (error) {
			process.stderr.write(`${String(error)}\n`);
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	}
}
