import { embeddedStore } from "@baton/core/embedded";
import { startRedis } from "@baton/core/testing/redis";
import { open as openLmdb } from "lmdb";
import type { Contender, Trial } from "../measure/contender.js";
import { redisClient } from "../network/redis.js";
import { ServerProcess } from "../network/server-process.js";
import type { Progress } from "../progress.js";
import { makeFolder } from "./folder.js";
import { OpenConversation } from "./open-conversation.js";
import { openConversations } from "./open-conversations.js";

/** Started, killed in the midst of turns, and started again: measured until the first turn is served. */
export async function batonReturns(name: string, open: number, progress: Progress): Promise<Contender> {
	const folder = await makeFolder();
	const store = embeddedStore({ path: folder.path, flush: false });
	await openConversations(store, open, progress);
	await store.close();
	return {
		name,
		async prepare() {
			const busy = new ServerProcess("first-turn", "baton", folder.path, String(open), "busy");
			await busy.open();
			await busy.kill();
			return returning(() => new ServerProcess("first-turn", "baton", folder.path));
		},
		close: folder.remove,
	};
}

/** The same bot without Baton, on a Map that it has to build. */
export function mapReturns(name: string, open: number): Contender {
	return { name, prepare: () => returning(() => new ServerProcess("first-turn", "map", "", String(open))) };
}

/** The same bot, which keeps nothing. */
export function nothingReturns(name: string): Contender {
	return { name, prepare: () => returning(() => new ServerProcess("first-turn", "nothing")) };
}

/** The same bot on a Map that it reads from LMDB. */
export async function lmdbReturns(name: string, open: number): Promise<Contender> {
	const folder = await makeFolder();
	const rows = openLmdb<OpenConversation, string>({ path: folder.path, noSync: true });
	rows.transactionSync(() => {
		for (const conversation of conversations(0, open)) rows.putSync(conversation.name, { ...conversation });
	});
	await rows.close();
	return {
		name,
		prepare: () => returning(() => new ServerProcess("first-turn", "lmdb", folder.path, String(open))),
		close: folder.remove,
	};
}

/** Redis is back when it has read its append-only file, and answers. */
export async function redisReturns(name: string, open: number): Promise<Contender> {
	const redis = await startRedis({
		...{ appendonly: "yes", appendfsync: "everysec", "auto-aof-rewrite-percentage": 0 },
	});
	const client = await redisClient(redis.url);
	for (let first = 0; first < open; first += redisAtOnce) {
		const writes = [...conversations(first, Math.min(first + redisAtOnce, open))].map((conversation) =>
			client.hSet(conversation.name, { ...conversation }),
		);
		await Promise.all(writes);
	}
	client.destroy();
	return {
		name,
		async prepare() {
			await redis.kill();
			return { turn: redis.restart, rest: redis.kill };
		},
		close: redis.stop,
	};
}

const redisAtOnce = 5_000;

function* conversations(first: number, end: number): Generator<OpenConversation> {
	for (let index = first; index < end; index += 1) yield new OpenConversation(index);
}

function returning(make: () => ServerProcess): Trial {
	const server = make();
	return { turn: () => server.open(), rest: () => server.kill() };
}
