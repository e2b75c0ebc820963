import { randomBytes } from "node:crypto";
import { expect } from "chai";
import type { ConversationKey, Store } from "../../../src/index.js";
import { createKeyspace } from "../../../src/store/redis/keyspace.js";
import { plainVeil } from "../../../src/store/redis/veil.js";
import { type Encryption, redisStore } from "../../../src/store/redis.js";
import {
	type ClusterServers,
	type RedisServer,
	startCluster,
	startRedis,
} from "../../../src/testing/redis-servers.js";
import { appId, commitNext, sampleFacts, sampleKey } from "../../../src/testing/sample-change.js";
import { command } from "./processes.js";

/** Conversations, `count` of each of so many partitions. */
function conversationsOf(count: number, partitions: number): readonly ConversationKey[] {
	const keyspace = createKeyspace({ prefix: "", partitions: 256, keySecret: undefined, veil: plainVeil });
	const found = new Map<string, ConversationKey[]>();
	for (let number = 0; ; number++) {
		const key = sampleKey(`s${number}`);
		const { partition } = keyspace.homeOf(key);
		const keys = found.get(partition) ?? [];
		if (keys.length === count || (keys.length === 0 && found.size === partitions)) {
			if ([...found.values()].every(({ length }) => length === count)) return [...found.values()].flat();
			continue;
		}
		found.set(partition, [...keys, key]);
	}
}

describe("A list that is kept in 256 parts", () => {
	let server: RedisServer;
	let store: Store;

	before(async () => {
		server = await startRedis();
		store = await redisStore({ url: server.url });
	});

	after(async () => {
		await store.close();
		await server.stop();
	});

	it("has the first of all first, even if all of them are in one part", async () => {
		const keys = conversationsOf(40, 3);
		const [first, ...others] = [keys.slice(0, 40), keys.slice(40)];
		const write = async (key: ConversationKey, since: number) =>
			commitNext(store, key, { index: { before: undefined, after: sampleFacts({ waitingSince: since }) } });
		for (const [index, key] of others.flat().entries()) await write(key, 1_000 + index);
		for (const [index, key] of first.entries()) await write(key, 100 - index);
		const waiting = await store.readWaiting(50);
		const expected = [...first].reverse().concat(others.flat().slice(0, 10));
		expect(waiting.map(({ key }) => key)).to.deep.equal(expected);
		expect((await store.readWaiting(12)).map(({ key }) => key)).to.deep.equal(expected.slice(0, 12));
	});

	it("has every timer that is due, in batches, the earliest first", async () => {
		const keys = conversationsOf(30, 4);
		const timers = (afterMs: number) => [{ set: "idle", afterMs, about: "a b" }] as const;
		for (const key of keys) await commitNext(store, key, { timers: timers(0) });
		await commitNext(store, sampleKey("later"), { timers: timers(3_600_000) });
		const fired: ConversationKey[] = [];
		let last = 0;
		for (;;) {
			const due = await store.readDueTimers(25);
			if (due.length === 0) break;
			for (const { key, dueAt, about } of due) {
				expect(dueAt).to.be.at.least(last);
				expect(about).to.equal("a b");
				last = dueAt;
				fired.push(key);
				await commitNext(store, key, { timers: [{ cancel: "idle" }] });
			}
		}
		expect(fired).to.have.members(keys);
		expect(fired).to.have.length(keys.length);
		expect(await store.nextTimer()).to.be.greaterThan(store.now());
	});

	it("tells an app of each of its conversations once", async () => {
		const keys = conversationsOf(20, 5);
		for (const key of keys) await commitNext(store, key, { tell: [appId("night")] });
		const news = await store.readNews(appId("night"));
		expect(news).to.have.members(keys);
		expect(news).to.have.length(keys.length);
	});
});

describe("Conversations in a Cluster", () => {
	let cluster: ClusterServers;
	let store: Store;

	before(async function () {
		this.timeout(30_000);
		cluster = await startCluster();
		store = await redisStore({ cluster: { rootNodes: cluster.nodes.map(({ url }) => ({ url })) } });
	});

	after(async () => {
		await store.close();
		await cluster.stop();
	});

	it("are sealed anew on every server", async () => {
		const [one, two] = [randomBytes(32), randomBytes(32)];
		const rootNodes = cluster.nodes.map(({ url }) => ({ url }));
		const open = async (encryption: Encryption) =>
			redisStore({ cluster: { rootNodes }, prefix: "sealed:", partitions: 12, encryption });
		const old = await open({ keys: { one }, current: "one" });
		const keys = Array.from({ length: 30 }, (_, index) => sampleKey(`sealed-${index}`));
		for (const key of keys) await commitNext(old, key);
		await old.close();
		const fresh = await open({ keys: { one, two }, current: "two" });
		let total = 0;
		for (let resealed = 1; resealed > 0; total += resealed) {
			resealed = 0;
			let from: string | undefined;
			do {
				const step = await fresh.reseal?.(5, from);
				resealed += step?.resealed ?? 0;
				from = step?.next;
			} while (from !== undefined);
		}
		await fresh.close();
		expect(total).to.equal(keys.length + 1);
		const later = await open({ keys: { two }, current: "two" });
		const found = await Promise.all(keys.map(async (key) => (await later.load(key)).conversation?.key));
		await later.close();
		expect(found).to.deep.equal(keys);
	});

	it("are spread evenly over the servers", async () => {
		const keys = Array.from({ length: 900 }, (_, index) => sampleKey(`psid:${index}`));
		await Promise.all(keys.map(async (key) => commitNext(store, key)));
		const counts: number[] = [];
		for (const { url } of cluster.nodes.slice(0, 3)) {
			const names = (await command(url, "KEYS", "baton:*}:s:*")) as string[];
			counts.push(names.length);
		}
		expect(counts.reduce((sum, count) => sum + count)).to.equal(keys.length);
		for (const count of counts) expect(count).to.be.within(250, 350);
	});
});
