import {
	createClient,
	createCluster,
	createSentinel,
	type RedisClientOptions,
	type RedisClusterOptions,
	type RedisSentinelOptions,
} from "redis";
import { slotOf } from "./slots.js";

/** How Redis is reached: by address, or with the options of the `redis` client for the kind of installation. */
export type RedisTarget =
	| { readonly url: string }
	| { readonly client: OurOptions<RedisClientOptions> }
	| { readonly sentinel: OurOptions<RedisSentinelOptions> }
	| { readonly cluster: OurOptions<RedisClusterOptions> }
	/** A way of your own, for simulations. */
	| { readonly connect: (events: ConnectionEvents) => Promise<Connection> };

/** Without what the store decides by itself. */
type OurOptions<Options> = Omit<Options, "RESP" | "commandOptions" | "keyPrefix">;

/** What a connection tells of itself. */
export interface ConnectionEvents {
	/** It was lost, or something went wrong with it. It is tried again by itself. */
	onError(error: unknown): void;
	/** It stands again, perhaps with another server: what was known of the data may not hold any more. */
	onChange(): void;
	/** Whether it need not be tried any more. */
	isOver(): boolean;
}

/** Heard on a channel; with the channel's name as it was subscribed to. */
export type OnMessage = (message: string, channel: string) => void;

/** One client of Redis, of whichever kind. Replies are as RESP 2 has them. */
export interface Connection {
	/** Sends a command to the server that has the key. */
	send(key: string, command: readonly string[]): Promise<unknown>;
	/** How many replicas have what was written where the key is, up to now. Those who ask together are answered as one. */
	countReplicas(key: string): Promise<number>;
	/** Puts keys together that one server has. */
	group(keys: readonly string[]): readonly (readonly string[])[];
	/** Sends a command to every primary. */
	sendToAll(command: readonly string[]): Promise<readonly unknown[]>;
	/** Listens to sharded channels, on a connection of its own. */
	subscribe(channels: readonly string[], onMessage: OnMessage): Promise<void>;
	/** Ends at once: what is under way is rejected. */
	close(): void;
}

/** Connects. Rejects if nothing can be reached. */
export function connect(target: RedisTarget, events: ConnectionEvents): Promise<Connection> {
	if ("connect" in target) return target.connect(events);
	if ("sentinel" in target) return connectSentinel(target.sentinel, events);
	if ("cluster" in target) return connectCluster(target.cluster, events);
	return connectClient("url" in target ? { url: target.url } : target.client, events);
}

/** The first attempt comes at once, and then ever more rarely, up to once in two seconds, at random moments. */
function backOff({ isOver }: ConnectionEvents): (retries: number) => number | false {
	return (retries) => (isOver() ? false : Math.min(2_000, 25 * 2 ** retries) * (0.5 + Math.random() / 2));
}

/** What every client of ours needs: no command waits for a server that is away, and none is timed twice. */
const common = { RESP: 2, commandOptions: { timeout: 0 } } as const;
const perNode = { disableOfflineQueue: true, maintNotifications: "disabled" } as const;

async function connectClient(
	options: OurOptions<RedisClientOptions>,
	events: ConnectionEvents,
): Promise<Connection> {
	const socket = { reconnectStrategy: backOff(events), ...options.socket };
	// The client writes into what it is given, and then makes a class of its own for what looks like other options.
	const make = () =>
		createClient({ ...options, ...common, ...perNode, socket: { ...socket } }).on("error", events.onError);
	const client = make().on("ready", events.onChange);
	await client.connect();
	const countReplicas = counter((command) => client.sendCommand([...command]));
	let ear: typeof client | undefined;
	return {
		send: (_, command) => client.sendCommand([...command]),
		group: (keys) => [keys],
		countReplicas,
		sendToAll: async (command) => [await client.sendCommand([...command])],
		async subscribe(channels, onMessage) {
			ear = make().on("ready", events.onChange);
			await ear.connect();
			await ear.sSubscribe([...channels], onMessage);
		},
		close() {
			ear?.destroy();
			client.destroy();
		},
	};
}

async function connectSentinel(
	options: OurOptions<RedisSentinelOptions>,
	events: ConnectionEvents,
): Promise<Connection> {
	const { nodeClientOptions } = options;
	const socket = { reconnectStrategy: backOff(events), ...nodeClientOptions?.socket };
	const sentinel = createSentinel({
		scanInterval: 1_000,
		...options,
		...common,
		// One connection for all: what is sent in one step stays together, and WAIT waits for it.
		reserveClient: true,
		masterPoolSize: 1,
		nodeClientOptions: { ...nodeClientOptions, ...perNode, socket },
	});
	sentinel.on("error", events.onError).on("client-error", ({ error }) => events.onError(error));
	sentinel.on("topology-change", events.onChange).on("ready", events.onChange);
	await sentinel.connect();
	return {
		send: (_, command) => sentinel.sendCommand(false, [...command]),
		group: (keys) => [keys],
		countReplicas: counter((command) => sentinel.sendCommand(false, [...command])),
		sendToAll: async (command) => [await sentinel.sendCommand(false, [...command])],
		subscribe: async (channels, onMessage) => sentinel.sSubscribe([...channels], onMessage),
		close: () => void sentinel.destroy(),
	};
}

async function connectCluster(
	options: OurOptions<RedisClusterOptions>,
	events: ConnectionEvents,
): Promise<Connection> {
	const { defaults } = options;
	const socket = { reconnectStrategy: backOff(events), ...defaults?.socket };
	const cluster = createCluster({
		topologyRefreshOnReconnectionAttemptStrategy: 500,
		...options,
		...common,
		useReplicas: false,
		defaults: { ...defaults, ...perNode, socket },
	});
	cluster.on("error", events.onError).on("node-error", events.onError).on("node-ready", events.onChange);
	await cluster.connect();
	const primaryOf = async (key: string) => {
		const shard = cluster.slots[slotOf(tagOf(key))];
		if (shard === undefined) throw new Error(`No server has the slot of ${key}`);
		return cluster.nodeClient(shard.master);
	};
	const counters = new WeakMap<object, () => Promise<number>>();
	return {
		send: (key, command) => whileMoving(() => cluster.sendCommand(key, false, [...command])),
		group(keys) {
			const groups = new Map<unknown, string[]>();
			for (const key of keys) {
				const server = cluster.slots[slotOf(tagOf(key))]?.master;
				const group = groups.get(server);
				if (group === undefined) groups.set(server, [key]);
				else group.push(key);
			}
			return [...groups.values()];
		},
		async countReplicas(key) {
			const primary = await primaryOf(key);
			let count = counters.get(primary);
			if (count === undefined) {
				count = counter((command) => primary.sendCommand([...command]));
				counters.set(primary, count);
			}
			return count();
		},
		sendToAll: (command) =>
			Promise.all(
				cluster.masters.map(async (master) => (await cluster.nodeClient(master)).sendCommand([...command])),
			),
		async subscribe(channels, onMessage) {
			await Promise.all(channels.map((channel) => cluster.sSubscribe(channel, onMessage)));
		},
		close: () => cluster.destroy(),
	};
}

const [looksAgain, lookAgainMs] = [20, 25];

/** While a slot moves to another server, some of its keys are here and some are there: that passes. */
async function whileMoving(send: () => Promise<unknown>): Promise<unknown> {
	for (let look = 0; ; look++) {
		try {
			return await send();
		} catch (error) {
			if (look === looksAgain || !(error instanceof Error && error.message.startsWith("TRYAGAIN")))
				throw error;
			await new Promise((resolve) => {
				setTimeout(resolve, lookAgainMs);
			});
		}
	}
}

function tagOf(key: string): string {
	return /\{(.+?)\}/.exec(key)?.[1] ?? key;
}

/** How long a replica is waited for, in milliseconds. */
const replicaWithinMs = 1_000;

/** Asks once for all who want to know in the same step, after everything that was sent in it. */
function counter(send: (command: readonly string[]) => Promise<unknown>): () => Promise<number> {
	let batch: Promise<number> | undefined;
	async function ask(): Promise<number> {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
		batch = undefined;
		return Number(await send(["WAIT", "1", String(replicaWithinMs)]));
	}
	return () => {
		batch ??= ask();
		return batch;
	};
}
