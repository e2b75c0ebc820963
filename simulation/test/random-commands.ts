import { seededRandom } from "../time/random.js";

const words = ["a", "b", "c", "dé", "e\nf", ""] as const;
const numbers = ["0", "1", "2", "-1", "-2", "1.5", "7", "1767603600123"] as const;

/** Commands that Baton uses, on few keys, so that they meet. */
export function randomOf(seed: string): () => readonly string[] {
	const random = seededRandom(seed);
	const pick = <T>(list: readonly T[]): T => list[random.whole(0, list.length - 1)] as T;
	const key = (): string => pick(["k1", "k2", "k3", "k4"]);
	const word = (): string => pick(words);
	const number = (): string => pick(numbers);
	const place = (): string => pick(["0", "1", "2", "-1", "-2", "5"]);
	const forms: readonly (() => readonly string[])[] = [
		() => ["GET", key()],
		() => ["GETDEL", key()],
		() => ["GETRANGE", key(), place(), place()],
		() => ["SET", key(), word()],
		() => ["SET", key(), word(), "PX", "60000"],
		() => ["SET", key(), word(), "NX"],
		() => ["SET", key(), word(), "GET"],
		() => ["DEL", key()],
		() => ["EXISTS", key(), key()],
		() => ["PEXPIRE", key(), "60000"],
		() => ["HGET", key(), word()],
		() => ["HMGET", key(), word(), word()],
		() => ["HGETALL", key()],
		() => ["HKEYS", key()],
		() => ["HVALS", key()],
		() => ["HLEN", key()],
		() => ["HEXISTS", key(), word()],
		() => ["HSET", key(), word(), word()],
		() => ["HSET", key(), word(), word(), word(), number()],
		() => ["HSETNX", key(), word(), word()],
		() => ["HDEL", key(), word(), word()],
		() => ["LLEN", key()],
		() => ["LRANGE", key(), place(), place()],
		() => ["LTRIM", key(), place(), place()],
		() => ["RPUSH", key(), word(), word()],
		() => ["SADD", key(), word(), word()],
		() => ["SREM", key(), word()],
		() => ["SMEMBERS", key()],
		() => ["ZADD", key(), number(), word(), number(), word()],
		() => ["ZREM", key(), word()],
		() => ["ZCARD", key()],
		() => ["ZSCORE", key(), word()],
		() => ["ZPOPMIN", key()],
		() => ["ZRANGE", key(), place(), place(), "WITHSCORES"],
		() => ["ZRANGE", key(), place(), place(), "REV", "WITHSCORES"],
		() => ["ZRANGE", key(), "-inf", `(${number()}`, "BYSCORE", "LIMIT", "0", "2", "WITHSCORES"],
		() => ["ZRANGE", key(), number(), "+inf", "BYSCORE"],
		() => ["ZRANGE", key(), pick(["-", `[${word()}`, `(${word()}`]), "+", "BYLEX", "LIMIT", "0", "3"],
	];
	return () => pick(forms)();
}
