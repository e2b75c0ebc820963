import { storeContract } from "@baton/core/testing";
import { expect } from "chai";
import { createClient } from "redis";
import type { Store } from "../../packages/core/src/conversation/store.js";
import { redisStore } from "../../packages/core/src/store/redis.js";
import { type RedisServer, startRedis } from "../../packages/core/src/testing/redis-servers.js";
import { connectionTo, type Passage } from "../redis/connection.js";
import { createRedis, type SimulatedRedis } from "../redis/redis.js";
import { randomOf } from "./random-commands.js";

const atOnce: Passage = async (run) => run();

storeContract("redis, simulated", async () => {
	const redis = createRedis(() => Date.now());
	const stores: Store[] = [];
	const open = async (): Promise<Store> => {
		const store = await redisStore({ connect: connectionTo(redis, atOnce), partitions: 8 });
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
			redis.restart(redis.save());
			return open();
		},
		dump: async () => redis.dump(),
		close: closeAll,
	};
});

describe("The simulated Redis", () => {
	let server: RedisServer;
	let client: ReturnType<typeof createClient>;

	before(async () => {
		server = await startRedis();
		client = createClient({ url: server.url, RESP: 2 }) as ReturnType<typeof createClient>;
		client.on("error", () => {});
		await client.connect();
	});

	after(async () => {
		client.destroy();
		await server.stop();
	});

	/** What both answer: the real one and the simulated one. */
	async function both(
		redis: SimulatedRedis,
		command: readonly string[],
	): Promise<readonly [unknown, unknown]> {
		const real = await client.sendCommand([...command]).catch((error: Error) => error.message);
		return [sorted(command, real), sorted(command, simulated(redis, command))];
	}

	it("answers as a real one does, whatever it is asked", async () => {
		for (const seed of ["one", "two", "three"]) {
			await client.sendCommand(["FLUSHALL"]);
			const redis = createRedis(() => Date.now());
			const commandAt = randomOf(seed);
			for (let step = 0; step < 2_000; step += 1) {
				const command = commandAt();
				const [real, ours] = await both(redis, command);
				expect(ours, command.join(" ")).to.deep.equal(real);
			}
		}
	});

	it("runs scripts as a real one does", async () => {
		const redis = createRedis(() => Date.now());
		for (const script of scripts) {
			const [real, ours] = await both(redis, ["EVAL", script, "2", "{a}x", "{a}y", "7", "seven", "2.5"]);
			expect(ours, script).to.deep.equal(real);
		}
	});

	it("forgets scripts, and nothing else, when it starts again", () => {
		const redis = createRedis(() => 0);
		redis.execute(["EVAL", "return redis.call('SET', KEYS[1], ARGV[1])", "1", "a", "b"]);
		redis.restart(redis.save());
		expect(redis.execute(["GET", "a"])).to.equal("b");
		const sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
		expect(() => redis.execute(["EVALSHA", sha, "0"])).to.throw("NOSCRIPT");
	});

	it("refuses a script that touches two slots", () => {
		const redis = createRedis(() => 0);
		expect(() => redis.execute(["EVAL", "return 1", "2", "{a}x", "{b}y"])).to.throw("CROSSSLOT");
		const reaching = "return redis.call('GET', '{b}y')";
		expect(() => redis.execute(["EVAL", reaching, "1", "{a}x"])).to.throw("non local key");
	});
});

function simulated(redis: SimulatedRedis, command: readonly string[]): unknown {
	try {
		const reply = redis.execute(command);
		return reply !== null && typeof reply === "object" && "ok" in reply ? reply.ok : reply;
	} catch (error) {
		return error instanceof Error ? error.message : error;
	}
}

/** Sets and hashes have no order. */
function sorted([name = ""]: readonly string[], reply: unknown): unknown {
	const isUnordered = ["SMEMBERS", "HKEYS", "HVALS", "HGETALL"].includes(name);
	return isUnordered && Array.isArray(reply) ? [...reply].sort() : reply;
}

const scripts: readonly string[] = [
	"return {1, 2.9, 'three', false, 5}",
	"return redis.call('SET', KEYS[1], ARGV[1])",
	"return redis.call('GET', KEYS[1]) .. ARGV[2]",
	"return tonumber(ARGV[1]) + 1",
	"return 'a' .. tostring(tonumber(ARGV[1]) * 1000000)",
	"return string.format('%.0f', ARGV[1] * 16777216 * 100000)",
	"redis.call('HSET', KEYS[2], 'f', ARGV[1] * 2) return redis.call('HGET', KEYS[2], 'f')",
	"redis.call('HSET', KEYS[2], 'g', ARGV[3] * 2) return redis.call('HGETALL', KEYS[2])",
	"return redis.call('HMGET', KEYS[2], 'f', 'missing', 'g')",
	"local t = redis.call('TIME') return (t[1] * 1000 > 1600000000000) and 'late' or 'early'",
	"return math.floor(ARGV[3] * 3)",
	"return #ARGV",
	"return redis.call('GET', '{a}nothing')",
	"local sum = 0 for index = 1, #ARGV do sum = sum + (tonumber(ARGV[index]) or 0) end return sum",
	"return string.match('+id\\nrest', '^.([^\\n]*)')",
	"return {unpack(ARGV)}",
];
