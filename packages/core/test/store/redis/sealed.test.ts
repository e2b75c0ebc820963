import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { createClient } from "redis";
import type { Store } from "../../../src/index.js";
import { type Encryption, redisStore } from "../../../src/store/redis.js";
import { type RedisServer, startRedis } from "../../../src/testing/redis-servers.js";
import {
	accountId,
	appId,
	botId,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleEntry,
	sampleFacts,
	sampleItem,
	sampleKey,
	userId,
} from "../../../src/testing/sample-change.js";
import { storeContract } from "../../../src/testing/store-contract.js";
import { dumpOf, opening } from "./contract.js";

const [one, two] = [randomBytes(32), randomBytes(32).toString("base64")];
const first: Encryption = { keys: { one }, current: "one" };
const rotated: Encryption = { keys: { one, two }, current: "two" };
const later: Encryption = { keys: { two }, current: "two" };

const key = sampleKey("conversation-of-ann");
const erased = sampleKey("erased-of-ann");
const ann = userId("ann@example.com");
const account = accountId("account-of-ann");
const desk = appId("desk-of-ann");
const bot = botId("bot-of-ann");
const command = commandId("in:mid.of-ann");

async function fill(store: Store): Promise<void> {
	const listed = { holder: desk, waitingSince: 1, openSince: 2, taughtAt: 3 };
	await commitNext(store, key, {
		command,
		entries: [sampleEntry("a", { activity: { type: "message", text: "my card is 4929" }, to: [desk] })],
		tell: [desk],
		outbox: [sampleItem("b")],
		deliveries: [
			{ entry: entryId("a"), state: "failed", error: "no such person: ann", nativeId: "native-of-ann" },
			{ entry: entryId("a"), state: "failed", reaction: "love from ann" },
		],
		timers: [{ set: "session", afterMs: 0, about: "offer-of-ann" }],
		index: { before: undefined, after: { ...sampleFacts(), bot, ...listed } },
		state: { bot, user: { id: ann, name: "Ann of Canary" } },
		lane: laneOf("process"),
	});
	await commitNext(store, erased, { state: { user: { id: ann, name: "Ann of Canary" } } });
	await store.erase(erased);
	await store.writeLink(ann, account);
	await store.writeFact("person:ann@example.com:plan", "gold of ann", 1_000_000);
	await store.writePresence(desk, 12_345);
}

/** Reads what is kept under keys of this kind. */
const readers: Readonly<Record<string, (store: Store) => unknown>> = {
	s: (store) => store.load(key),
	e: (store) => store.readEntries(key, { limit: 9 }),
	o: (store) => store.readOutbox(key),
	d: (store) => store.readDeliveries(key, [entryId("a")]),
	f: async (store) => [await store.findEntry(key, "native-of-ann"), await store.readEntry(key, entryId("a"))],
	c: (store) => store.load(key, command),
	z: (store) => store.load(erased),
	u: (store) => store.readLink(ann),
	v: (store) => store.readUsers(account),
	w: (store) => store.readConversationsOf(ann),
	x: (store) => store.readFact("person:ann@example.com:plan"),
	p: (store) => store.readPresence(desk),
	timers: (store) => store.readDueTimers(9),
	sending: (store) => store.readLanes(9),
	waiting: (store) => store.readWaiting(9),
	held: (store) => store.readHeldBy(desk),
	open: (store) => store.readOpen(bot, 9),
	taught: (store) => store.readTaught(bot, 9),
	news: (store) => store.readNews(desk),
	undelivered: (store) => store.readUndelivered(9),
	conversations: (store) => store.readConversations(9),
};

async function codeOf(work: () => unknown): Promise<unknown> {
	try {
		await work();
		return "done";
	} catch (error) {
		return (error as { code?: string }).code;
	}
}

async function resealAll(store: Store, limit = 3): Promise<number> {
	let resealed = 0;
	let from: string | undefined;
	do {
		const step = await store.reseal?.(limit, from);
		resealed += step?.resealed ?? 0;
		from = step?.next;
	} while (from !== undefined);
	return resealed;
}

const flipped = (text: string, index: number): string =>
	text.slice(0, index) +
	String.fromCharCode(text.charCodeAt(index) ^ (1 << (index % 7))) +
	text.slice(index + 1);

describe("Redis that is encrypted", () => {
	let server: RedisServer;
	let admin: Awaited<ReturnType<typeof connect>>;
	let count = 0;
	let prefix: string;
	const stores: Store[] = [];

	const connect = (url: string) => createClient({ url, RESP: 2 }).connect();

	async function open(encryption?: Encryption): Promise<Store> {
		const store = await redisStore({ url: server.url, partitions: 4, prefix, encryption });
		stores.push(store);
		return store;
	}

	before(async () => {
		server = await startRedis();
		admin = await connect(server.url);
	});

	beforeEach(() => {
		prefix = `sealed${++count}:`;
	});

	afterEach(async () => {
		for (const store of stores.splice(0)) await store.close();
	});

	after(async () => {
		admin.destroy();
		await server.stop();
	});

	storeContract(
		"redis, encrypted",
		opening(
			async () => ({ url: server.url, partitions: 16, encryption: first }),
			() => [server.url],
		),
	);

	/** A text that is kept, and how another is put in its place. */
	interface Spot {
		readonly key: string;
		readonly kind: string;
		readonly text: string;
		/** How much of it is sealed or hidden, from its beginning. */
		readonly length: number;
		put(text: string, instead: string): Promise<unknown>;
	}

	async function spotsOf(name: string): Promise<readonly Spot[]> {
		const kind = /\}:([a-z]+)/.exec(name)?.[1] ?? "";
		const spot = (text: string, put: Spot["put"], length = text.length): Spot => ({
			...{ key: name, kind, text, length, put },
		});
		switch (await admin.type(name)) {
			case "string":
				return [spot(String(await admin.get(name)), (text) => admin.set(name, text, { KEEPTTL: true }))];
			case "list":
				return (await admin.lRange(name, 0, -1)).map((text, index) =>
					spot(text, (other) => admin.lSet(name, index, other)),
				);
			case "hash":
				return Object.entries(await admin.hGetAll(name)).map(([field, text]) =>
					spot(text, (other) => admin.hSet(name, field, other)),
				);
			case "set":
				return (await admin.sMembers(name)).map((text) =>
					spot(text, async (other, before) => {
						await admin.sRem(name, before);
						await admin.sAdd(name, other);
					}),
				);
			default:
				return (await admin.zRangeWithScores(name, 0, -1)).map(({ value, score }) =>
					spot(
						value,
						async (other, before) => {
							await admin.zRem(name, before);
							await admin.zAdd(name, { value: other, score });
						},
						kind === "undelivered" ? value.indexOf(" ") : value.length,
					),
				);
		}
	}

	async function spots(): Promise<readonly Spot[]> {
		const names = await admin.keys(`${prefix}{*`);
		return (await Promise.all(names.map(spotsOf))).flat();
	}

	it("shows nothing of anybody, in keys and in values", async () => {
		await fill(await open(first));
		const dump = await dumpOf(server.url, prefix);
		for (const word of ["ann", "canary", "4929", "example", "gold", "message", "native"])
			expect(dump.toLowerCase().split(/[^a-z0-9]+/), word).not.to.contain(word);
		for (const word of ["-of-ann", "Canary", "my card", "example.com", "of ann", "person:"])
			expect(dump).not.to.contain(word);
	});

	it("is read with its keys, by whoever opens it", async () => {
		await fill(await open(first));
		const store = await open(first);
		expect((await store.load(key)).conversation?.user.name).to.equal("Ann of Canary");
		expect((await store.load(key, command)).recorded).not.to.equal(undefined);
		expect(await store.readConversationsOf(ann)).to.deep.equal([key]);
		expect(await store.readUsers(account)).to.deep.equal([ann]);
		expect(await store.findEntry(key, "native-of-ann")).to.equal("a");
		expect(await store.readDueTimers(9)).to.have.nested.property("[0].about", "offer-of-ann");
		expect(await store.readUndelivered(9)).to.have.nested.property("[0].error", "no such person: ann");
		expect(await store.readOpen(bot, 9)).to.deep.equal([{ key, bot, since: 2 }]);
	});

	it("notices flipped bytes wherever something is sealed or hidden", async function () {
		this.timeout(60_000);
		const store = await open(first);
		await fill(store);
		const seen = new Set<string>();
		for (const { key: name, kind, text, length, put } of await spots()) {
			const read = readers[kind];
			if (read === undefined) continue;
			seen.add(kind);
			const step = kind === "s" ? 1 : 11;
			let before = text;
			for (let index = 0; index < length; index += step) {
				const other = flipped(text, index);
				await put(other, before);
				before = other;
				expect(await codeOf(() => read(store)), `${name}: ${text}, byte ${index}`).to.equal("store-tampered");
			}
			await put(text, before);
			expect(await codeOf(() => read(store)), name).to.equal("done");
		}
		expect([...seen]).to.have.members(Object.keys(readers));
	});

	it("notices records that were put in another place", async () => {
		const store = await open(first);
		await fill(store);
		await commitNext(store, key, { entries: [sampleEntry("c")] });
		const [log = ""] = await admin.keys(`${prefix}*}:e:*`);
		const [entry = "", other = ""] = await admin.lRange(log, 0, -1);
		await admin.lSet(log, 0, other);
		await admin.lSet(log, 1, entry);
		expect(await codeOf(() => store.readEntries(key, { limit: 9 }))).to.equal("store-tampered");

		const neighbor = sampleKey("neighbor");
		await commitNext(store, neighbor);
		const [state = "", another = ""] = await admin.keys(`${prefix}*}:s:*`);
		const [value, instead] = [await admin.get(state), await admin.get(another)];
		await admin.set(state, String(instead));
		await admin.set(another, String(value));
		for (const each of [key, neighbor])
			expect(await codeOf(() => store.load(each))).to.equal("store-tampered");
	});

	it("no longer needs an old key after everything was sealed anew", async () => {
		await fill(await open(first));
		const store = await open(rotated);
		expect((await store.load(key)).conversation?.user.name).to.equal("Ann of Canary");
		expect(await codeOf(() => open(later))).to.equal("store-key-missing");
		expect(await resealAll(store)).to.be.greaterThan(10);
		expect(await codeOf(() => open(later))).to.equal("store-key-missing");
		expect(await resealAll(store)).to.equal(0);
		expect(await dumpOf(server.url, prefix)).not.to.match(/\bone\b/);
		const again = await open(later);
		for (const [kind, read] of Object.entries(readers))
			expect(await codeOf(() => read(again)), kind).to.equal("done");
		expect(await again.readFact("person:ann@example.com:plan")).to.equal("gold of ann");
	});

	it("forgets sealed anew what it would have forgotten", async () => {
		await fill(await open(first));
		const lapsing = async (): Promise<readonly string[]> => {
			const names = await admin.keys(`${prefix}*`);
			const lives = await Promise.all(names.map((name) => admin.pTTL(name)));
			return names.filter((_, index) => (lives[index] ?? 0) > 0).sort();
		};
		const before = await lapsing();
		await resealAll(await open(rotated));
		expect(await lapsing()).to.deep.equal(before);
		expect(before).to.have.length(4);
	});

	it("loses nothing that is written, and keeps nothing that is trimmed, while it is sealed anew", async () => {
		await fill(await open(first));
		const fresh = await open(rotated);
		const resealing = resealAll(fresh, 2);
		for (let index = 0; index < 20; index++) {
			await commitNext(fresh, key, { entries: [sampleEntry(`n${index}`)] });
			await fresh.acknowledge(desk, key, index + 2);
			if (index % 5 === 4) await fresh.trim(key, { keep: 4 });
		}
		await resealing;
		while ((await resealAll(fresh)) > 0);
		const store = await open(later);
		const positions = (await store.readEntries(key, { limit: 99 })).map(({ position }) => position);
		expect(positions).to.deep.equal([18, 19, 20, 21]);
		expect((await store.load(key)).conversation?.version).to.equal(21);
	});

	it("says what is the matter with keys", async () => {
		await fill(await open(first));
		const wrong: Encryption = { keys: { one: randomBytes(32) }, current: "one" };
		expect(await codeOf(() => open(wrong))).to.equal("store-wrong-key");
		expect(await codeOf(() => open())).to.equal("store-sealed");
		expect(await codeOf(() => open({ keys: { one }, current: "two" }))).to.equal("bad-encryption-options");
		prefix = `${prefix}plain:`;
		await fill(await open());
		expect(await codeOf(() => open(first))).to.equal("store-not-sealed");
		expect(
			await codeOf(() => redisStore({ url: server.url, keySecret: "ours", encryption: first })),
		).to.equal("bad-store-options");
	});
});
