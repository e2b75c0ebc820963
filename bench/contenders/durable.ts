import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { embeddedStore } from "@baton/core/embedded";
import { startRedis } from "@baton/core/testing/redis";
import { open } from "lmdb";
import type { Contender } from "../measure/contender.js";
import { redisClient } from "../network/redis.js";
import { makeFolder } from "./folder.js";
import { plainHandoff } from "./plain-handoff.js";
import { said } from "./turn-adapter.js";

/** As long as what a user says. */
const record = "x".repeat(256);
/** The floor writes so many records, and then flushes them once. */
const recordsPerFlush = 64;

/** What users say, each in a conversation of their own, until it is acknowledged: it is on the disk. */
export async function hearing(name: string, atOnce: number): Promise<Contender> {
	const folder = await makeFolder();
	const store = embeddedStore({ path: folder.path });
	const handoff = plainHandoff(store);
	let round = 0;
	return {
		name,
		prepare() {
			round += 1;
			const own = round;
			return {
				turn: (index) =>
					together(atOnce, async (place) => {
						const { outcome } = await handoff.receive(overheard(`d${own}-${place}`, `m${index}`));
						if (outcome.status !== "done") throw new Error(`Not acknowledged: ${outcome.code}`);
					}),
			};
		},
		async close() {
			await handoff.stop();
			await store.close();
			await folder.remove();
		},
	};
}

/** It is committed and acknowledged as any other, and no turn follows on it. */
function overheard(conversation: string, id: string): ReturnType<typeof said> {
	return { ...said(conversation, id), text: record, channelData: { standby: true } };
}

/** A put of LMDB, which is over when it is on the disk. */
export async function lmdbPut(name: string, atOnce: number): Promise<Contender> {
	const folder = await makeFolder();
	const rows = open<string, string>({ path: folder.path, encoding: "string", overlappingSync: false });
	return {
		name,
		prepare: () => ({
			turn: (index) => together(atOnce, (place) => rows.put(`${index}-${place}`, record)),
		}),
		async close() {
			await rows.close();
			await folder.remove();
		},
	};
}

/** A SET of Redis, which flushes its file before it answers. */
export async function redisAlways(name: string, atOnce: number): Promise<Contender> {
	const redis = await startRedis({ appendonly: "yes", appendfsync: "always" });
	const client = await redisClient(redis.url);
	return {
		name,
		prepare: () => ({
			turn: (index) => together(atOnce, (place) => client.set(`${index}-${place}`, record)),
		}),
		async close() {
			client.destroy();
			await redis.stop();
		},
	};
}

/** The least that it can cost: appended to a file and flushed, while nothing else goes on in the process. */
export async function appendAndFlush(name: string, atOnce: number): Promise<Contender> {
	const folder = await makeFolder();
	const file = openSync(join(folder.path, "journal"), "a");
	return {
		name,
		prepare: () => ({
			async turn() {
				for (let left = atOnce; left > 0; left -= recordsPerFlush) {
					writeSync(file, record.repeat(Math.min(left, recordsPerFlush)));
					fdatasyncSync(file);
				}
			},
		}),
		async close() {
			closeSync(file);
			await folder.remove();
		},
	};
}

function together(atOnce: number, work: (place: number) => Promise<unknown>): Promise<unknown> {
	return Promise.all(Array.from({ length: atOnce }, (_, place) => work(place)));
}
