import { expect } from "chai";
import type { AppId, ConversationKey, Store } from "../../../src/index.js";
import { type RedisStoreOptions, redisStore } from "../../../src/store/redis.js";
import {
	type ClusterServers,
	type RedisServer,
	type SentinelServers,
	startCluster,
	startRedis,
	startSentinel,
} from "../../../src/testing/redis-servers.js";
import { appId, commandId, commitNext, sampleEntry, sampleKey } from "../../../src/testing/sample-change.js";
import { recordingChannel } from "../../support/recording-channel.js";
import { command, eventually, keyOf, message, startProcess } from "./processes.js";

const stores: Store[] = [];
const servers: { stop(): Promise<void> }[] = [];

async function open(options: RedisStoreOptions): Promise<Store> {
	const store = await redisStore(options);
	stores.push(store);
	return store;
}

async function start(settings?: Parameters<typeof startRedis>[0]): Promise<RedisServer> {
	const server = await startRedis(settings);
	servers.push(server);
	return server;
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
	return work.then(
		() => "done",
		(error: { code?: string }) => error.code,
	);
}

/** Commits until it is acknowledged, under one command: what was written without an answer counts once. */
async function commitSurely(
	store: Store,
	id: string,
	{ key = sampleKey(), tell = [] }: { key?: ConversationKey; tell?: readonly AppId[] } = {},
): Promise<void> {
	await eventually(async () => {
		const parts = { command: commandId(id), entries: [sampleEntry(id)], tell };
		const committed = await commitNext(store, key, parts).then(
			({ committed }) => committed.status,
			() => "failed",
		);
		return committed === "committed" || committed === "repeated";
	});
}

async function logOf(store: Store, key = sampleKey()): Promise<readonly string[]> {
	return (await store.readEntries(key, { limit: 9_999 })).map(({ id }) => id);
}

afterEach(async () => {
	for (const store of stores.splice(0)) await store.close();
	for (const server of servers.splice(0)) await server.stop();
});

describe("A Redis that forgets its scripts", () => {
	it("is told them again", async () => {
		const { url } = await start();
		const store = await open({ url });
		await commitNext(store, sampleKey(), { entries: [sampleEntry("a")] });
		await command(url, "SCRIPT", "FLUSH");
		await commitNext(store, sampleKey(), { entries: [sampleEntry("b")] });
		expect(await logOf(store)).to.deep.equal(["a", "b"]);
	});
});

describe("A Redis that is away", () => {
	it("is told as store-failed at once, and once it is back the process goes on", async () => {
		const server = await start({ appendonly: "yes", appendfsync: "always" });
		const store = await open({ url: server.url, acknowledge: "disk" });
		await commitNext(store, sampleKey(), { entries: [sampleEntry("a")] });
		await server.kill();
		await eventually(async () => (await codeOf(commitNext(store, sampleKey()))) === "store-failed");
		await server.restart();
		await commitSurely(store, "b");
		expect(await logOf(store)).to.deep.equal(["a", "b"]);
	});

	it("is told as store-failed to whoever opens a store", async () => {
		const server = await start();
		await server.kill();
		expect(await codeOf(open({ url: server.url, answerWithinMs: 200 }))).to.equal("store-failed");
	});

	it("is told as store-failed where it hangs, and another connection is made when it goes on", async () => {
		const server = await start();
		const store = await open({ url: server.url, answerWithinMs: 200 });
		await commitSurely(store, "a");
		server.freeze();
		expect(await codeOf(commitNext(store, sampleKey(), { entries: [sampleEntry("lost")] }))).to.equal(
			"store-failed",
		);
		server.thaw();
		await commitSurely(store, "b");
		expect((await logOf(store)).filter((id) => id !== "lost")).to.deep.equal(["a", "b"]);
	});

	it("loses nothing that was acknowledged on disk, however often it is killed", async () => {
		const server = await start({ appendonly: "yes", appendfsync: "always" });
		const store = await open({ url: server.url, acknowledge: "disk" });
		const ids = Array.from({ length: 150 }, (_, index) => `e${index}`);
		let isOver = false;
		const committing = (async () => {
			for (const id of ids) await commitSurely(store, id);
			isOver = true;
		})();
		for (let kills = 0; kills < 3 && !isOver; kills++) {
			await eventually(async () => isOver || (await logOf(store).catch(() => [])).length > kills * 40 + 10);
			await server.restart();
		}
		await committing;
		expect(await logOf(store)).to.deep.equal(ids);
	});

	it("has its connections cut without anything lost or doubled", async () => {
		const { url } = await start();
		const store = await open({ url });
		const ids = Array.from({ length: 100 }, (_, index) => `e${index}`);
		let isOver = false;
		const committing = (async () => {
			for (const id of ids) await commitSurely(store, id);
			isOver = true;
		})();
		let cuts = 0;
		while (!isOver) {
			await command(url, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
			await command(url, "CLIENT", "KILL", "TYPE", "pubsub", "SKIPME", "yes");
			cuts += 1;
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		await committing;
		expect(cuts).to.be.greaterThan(0);
		expect(await logOf(store)).to.deep.equal(ids);
	});

	it("lets a process that ran before answer again", async () => {
		const server = await start({ appendonly: "yes", appendfsync: "always" });
		const channel = recordingChannel();
		const process = startProcess({ store: await open({ url: server.url }), channel });
		await process.host.hear(message("u", "one"));
		await server.restart();
		await eventually(async () => {
			await process.host.hear(message("u", "two"));
			return channel.arrived.length > 1;
		});
		expect(channel.arrived.map(({ activity }) => activity.text)).to.deep.equal([
			"You said: one",
			"You said: two",
		]);
		await process.stop();
	});
});

describe("A failover", () => {
	let sentinel: SentinelServers;

	beforeEach(async function () {
		this.timeout(30_000);
		sentinel = await startSentinel();
		servers.push(sentinel);
	});

	it("is followed: what replicas had is there, and the process goes on with the new primary", async function () {
		this.timeout(30_000);
		const [primary, replica] = sentinel.servers;
		const store = await open({
			sentinel: { name: sentinel.name, sentinelRootNodes: [...sentinel.sentinels] },
		});
		await commitSurely(store, "a");
		await eventually(async () => {
			const size = await command(replica.url, "DBSIZE");
			return size === (await command(primary.url, "DBSIZE"));
		});
		await primary.kill();
		await commitSurely(store, "b");
		expect(await logOf(store)).to.deep.equal(["a", "b"]);
		expect(String(await command(replica.url, "ROLE"))).to.match(/^master/);
		const channel = recordingChannel();
		const process = startProcess({ store, channel });
		await process.host.hear(message("u", "hello"));
		await eventually(() => channel.arrived.length > 0);
		expect((await store.load(keyOf("u"))).conversation?.position).to.equal(2);
		await process.stop();
	});
});

describe("A failover of a part of a Cluster", () => {
	let cluster: ClusterServers;

	beforeEach(async function () {
		this.timeout(30_000);
		cluster = await startCluster();
		servers.push(cluster);
	});

	it("is followed: every conversation goes on, and processes hear each other", async function () {
		this.timeout(30_000);
		const options = { cluster: { rootNodes: cluster.nodes.map(({ url }) => ({ url })) }, partitions: 12 };
		const [store, other] = [await open(options), await open(options)];
		const keys = Array.from({ length: 30 }, (_, index) => sampleKey(`c${index}`));
		const rung = new Set<string>();
		other.onBell?.(({ key }) => void rung.add(key));
		const sayIn = async (key: ReturnType<typeof sampleKey>, id: string): Promise<void> =>
			commitSurely(store, id, { key, tell: [appId("desk")] });
		for (const key of keys) await sayIn(key, "a");
		await eventually(async () => rung.size === keys.length);
		const [, second, , , replica] = cluster.nodes;
		await eventually(
			async () =>
				(await command(replica?.url ?? "", "DBSIZE")) === (await command(second?.url ?? "", "DBSIZE")),
		);
		await second?.kill();
		for (const key of keys) await sayIn(key, "b");
		for (const key of keys) expect(await logOf(store, key)).to.deep.equal(["a", "b"]);
		expect(String(await command(replica?.url ?? "", "ROLE"))).to.match(/^master/);
		rung.clear();
		let round = 0;
		await eventually(async () => {
			round += 1;
			for (const key of keys) await sayIn(key, `round ${round}`);
			return rung.size === keys.length;
		});
		rung.clear();
		await eventually(() => {
			for (const key of keys) store.pass?.({ type: "typing", key, by: "user", to: [appId("desk")] });
			return rung.size === keys.length;
		});
	});
});

describe("A slot of a Cluster that moves to another server", () => {
	let cluster: ClusterServers;

	before(async function () {
		this.timeout(30_000);
		cluster = await startCluster();
	});

	after(() => cluster.stop());

	it("takes commits before, while and after it moves, and loses none", async function () {
		this.timeout(30_000);
		const [from, to] = cluster.nodes.map(({ url }) => url) as [string, string];
		const store = await open({
			cluster: { rootNodes: cluster.nodes.map(({ url }) => ({ url })) },
			partitions: 1,
			recent: 0,
		});
		let count = 0;
		const say = async (): Promise<void> => commitSurely(store, `e${count++}`);
		for (let before = 0; before < 5; before++) await say();
		const [key] = (await command(from, "KEYS", "baton:*")) as string[];
		const slot = String(await command(from, "CLUSTER", "KEYSLOT", key ?? ""));
		const [source, target] = (await Promise.all(
			[from, to].map((url) => command(url, "CLUSTER", "MYID")),
		)) as [string, string];
		await command(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", source);
		await command(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", target);
		let isOver = false;
		const saying = (async () => {
			while (!isOver) await say();
		})();
		const { port } = new URL(to);
		for (;;) {
			const keys = (await command(from, "CLUSTER", "GETKEYSINSLOT", slot, "1")) as string[];
			if (keys.length === 0) break;
			await command(from, "MIGRATE", "127.0.0.1", port, "", "0", "1000", "KEYS", ...keys);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		for (const url of [to, from]) await command(url, "CLUSTER", "SETSLOT", slot, "NODE", target);
		await eventually(() => (isOver ||= count > 10));
		await saying;
		await say();
		expect(await logOf(store)).to.deep.equal(Array.from({ length: count }, (_, index) => `e${index}`));
	});
});

describe("What is acknowledged", () => {
	it("is on disk only where Redis writes to it at once", async () => {
		const { url } = await start({ appendonly: "yes", appendfsync: "everysec" });
		expect(await codeOf(open({ url, acknowledge: "disk" }))).to.equal("store-not-safe");
		await command(url, "CONFIG", "SET", "appendfsync", "always");
		expect(await codeOf(open({ url, acknowledge: "disk" }))).to.equal("done");
	});

	it("is with a replica only where Redis needs one", async () => {
		const { url } = await start();
		expect(await codeOf(open({ url, acknowledge: "replicated" }))).to.equal("store-not-safe");
	});

	it("is with a replica, or is told as store-failed and not acknowledged", async () => {
		const primary = await start({ "repl-diskless-sync-delay": 0 });
		const replica = await start({
			...{ replicaof: `127.0.0.1 ${primary.port}`, "repl-diskless-sync-delay": 0 },
		});
		await eventually(async () =>
			String(await command(replica.url, "INFO", "replication")).includes("master_link_status:up"),
		);
		await command(primary.url, "CONFIG", "SET", "min-replicas-to-write", "1");
		const store = await open({ url: primary.url, acknowledge: "replicated" });
		await Promise.all(
			["a", "b", "c"].map(async (name) =>
				commitNext(store, sampleKey(name), { entries: [sampleEntry(name)], command: commandId("c") }),
			),
		);
		expect(String(await command(replica.url, "INFO", "keyspace"))).to.contain("db0:keys=");
		replica.freeze();
		expect(await codeOf(commitNext(store, sampleKey("a"), { command: commandId("d") }))).to.equal(
			"store-failed",
		);
		replica.thaw();
		await eventually(
			async () => (await codeOf(commitNext(store, sampleKey("a"), { command: commandId("e") }))) === "done",
		);
	});
});

describe("A store that is opened otherwise than before", () => {
	it("is refused: other partitions, another secret, another layout", async () => {
		const { url } = await start();
		await open({ url, partitions: 8, keySecret: "one" });
		expect(await codeOf(open({ url, partitions: 16, keySecret: "one" }))).to.equal("store-layout-differs");
		expect(await codeOf(open({ url, partitions: 8, keySecret: "two" }))).to.equal("store-layout-differs");
		expect(await codeOf(open({ url, partitions: 8 }))).to.equal("store-layout-differs");
		await command(url, "HSET", "baton:layout", "layout", "2");
		expect(await codeOf(open({ url, partitions: 8, keySecret: "one" }))).to.equal("store-layout-unknown");
	});

	it("is refused with options that make no sense", async () => {
		const { url } = await start();
		expect(await codeOf(open({ url, partitions: 0 }))).to.equal("bad-store-options");
		expect(await codeOf(open({ url, prefix: "{mine}:" }))).to.equal("bad-store-options");
	});
});

describe("A key", () => {
	it("shows nobody where there is a secret for it", async () => {
		const { url } = await start();
		const store = await open({ url, keySecret: "secret", partitions: 4 });
		await commitNext(store, sampleKey("siti"), {
			entries: [sampleEntry("a")],
			command: commandId("c"),
			deliveries: [{ entry: sampleEntry("a").id, state: "sent" }],
			timers: [{ set: "idle", afterMs: 3_600_000, about: "" }],
		});
		const keys = (await command(url, "KEYS", "*")) as string[];
		expect(keys.length).to.be.greaterThan(5);
		expect(keys.filter((key) => key.includes("siti"))).to.deep.equal([]);
		expect((await store.load(sampleKey("siti"))).conversation?.key).to.equal(sampleKey("siti"));
	});
});

describe("What is remembered of commands", () => {
	it("is forgotten after its time, and no sooner", async () => {
		const { url } = await start();
		const store = await open({ url, rememberMs: 300 });
		const command1 = { command: commandId("c") };
		await commitNext(store, sampleKey(), command1);
		expect((await store.load(sampleKey(), commandId("c"))).recorded).not.to.equal(undefined);
		await eventually(async () => (await store.load(sampleKey(), commandId("c"))).recorded === undefined);
		await eventually(async () => {
			const keys = (await command(url, "KEYS", "baton:*}:c*")) as string[];
			return keys.filter((key) => !key.includes("conversations")).length === 0;
		});
		expect((await commitNext(store, sampleKey(), command1)).committed.status).to.equal("committed");
	});
});
