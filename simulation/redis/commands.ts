import { type Data, drop, look, open, present, RedisError, type Reply, type ValueOf } from "./values.js";

interface Moment {
	readonly data: Data;
	/** The server's clock, epoch milliseconds. */
	readonly now: number;
}

export type Run = (moment: Moment, ...args: string[]) => Reply;

const ok: Reply = { ok: "OK" };

function whole(text: string | undefined): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RedisError("ERR value is not an integer or out of range");
	return value;
}

function scoreOf(text: string): number {
	const infinite = {
		"+inf": Number.POSITIVE_INFINITY,
		inf: Number.POSITIVE_INFINITY,
		"-inf": Number.NEGATIVE_INFINITY,
	}[text.toLowerCase()];
	const value = infinite ?? (text === "" ? Number.NaN : Number(text));
	if (Number.isNaN(value)) throw new RedisError("ERR value is not a valid float");
	return value;
}

/** As `%.17g` writes it. */
export function textOfNumber(value: number): string {
	if (value === Number.POSITIVE_INFINITY) return "inf";
	if (value === Number.NEGATIVE_INFINITY) return "-inf";
	return String(value);
}

function hashOf({ data, now }: Moment, key: string): Map<string, string> | undefined {
	return look(data, now, key, "hash")?.fields;
}

function openHash({ data, now }: Moment, key: string): Map<string, string> {
	return open<"hash">(data, now, key, { type: "hash", fields: new Map() }).fields;
}

function listOf({ data, now }: Moment, key: string): ValueOf<"list">["items"] {
	return look(data, now, key, "list")?.items ?? [];
}

/** Both ends are in it; negative ones count from the end. */
function span(length: number, from: string, to: string): readonly [number, number] {
	const place = (text: string): number => {
		const at = whole(text);
		return at < 0 ? Math.max(0, length + at) : at;
	};
	const end = whole(to) < 0 ? length + whole(to) : whole(to);
	return [place(from), end + 1];
}

const strings: Readonly<Record<string, Run>> = {
	GET: ({ data, now }, key = "") => look(data, now, key, "string")?.text ?? null,
	GETDEL(moment, key = "") {
		const text = look(moment.data, moment.now, key, "string")?.text ?? null;
		drop(moment.data, key);
		return text;
	},
	GETRANGE({ data, now }, key = "", from = "", to = "") {
		const bytes = Buffer.from(look(data, now, key, "string")?.text ?? "");
		if (whole(to) < whole(from) && whole(from) < 0) return "";
		const [first, end] = span(bytes.length, from, to);
		return bytes.subarray(first, Math.max(1, end)).toString();
	},
	SET({ data, now }, key = "", text = "", ...options) {
		const words = options.map((option) => option.toUpperCase());
		const isThere = present(data, now, key) !== undefined;
		const before = words.includes("GET") ? (look(data, now, key, "string")?.text ?? null) : undefined;
		if ((words.includes("NX") && isThere) || (words.includes("XX") && !isThere)) return before ?? null;
		data.values.set(key, { type: "string", text });
		if (!words.includes("KEEPTTL")) data.expiries.delete(key);
		const px = words.indexOf("PX");
		if (px >= 0) data.expiries.set(key, now + whole(options[px + 1]));
		return before === undefined ? ok : before;
	},
};

const keys: Readonly<Record<string, Run>> = {
	DEL({ data, now }, ...names) {
		const there = names.filter((key) => present(data, now, key) !== undefined);
		for (const key of there) drop(data, key);
		return there.length;
	},
	EXISTS: ({ data, now }, ...names) => names.filter((key) => present(data, now, key) !== undefined).length,
	PEXPIRE({ data, now }, key = "", ms = "") {
		if (present(data, now, key) === undefined) return 0;
		data.expiries.set(key, now + whole(ms));
		return 1;
	},
	PTTL({ data, now }, key = "") {
		if (present(data, now, key) === undefined) return -2;
		const expiry = data.expiries.get(key);
		return expiry === undefined ? -1 : expiry - now;
	},
};

const hashes: Readonly<Record<string, Run>> = {
	HGET: (moment, key = "", field = "") => hashOf(moment, key)?.get(field) ?? null,
	HMGET: (moment, key = "", ...fields) => fields.map((field) => hashOf(moment, key)?.get(field) ?? null),
	HGETALL: (moment, key = "") => [...(hashOf(moment, key) ?? [])].flat(),
	HKEYS: (moment, key = "") => [...(hashOf(moment, key)?.keys() ?? [])],
	HVALS: (moment, key = "") => [...(hashOf(moment, key)?.values() ?? [])],
	HLEN: (moment, key = "") => hashOf(moment, key)?.size ?? 0,
	HEXISTS: (moment, key = "", field = "") => (hashOf(moment, key)?.has(field) ? 1 : 0),
	HSET(moment, key = "", ...pairs) {
		if (pairs.length === 0 || pairs.length % 2 === 1)
			throw new RedisError("ERR wrong number of arguments for 'hset' command");
		const fields = openHash(moment, key);
		const before = fields.size;
		for (let at = 0; at < pairs.length; at += 2) fields.set(pairs[at] ?? "", pairs[at + 1] ?? "");
		return fields.size - before;
	},
	HSETNX(moment, key = "", field = "", value = "") {
		const fields = openHash(moment, key);
		if (fields.has(field)) return 0;
		fields.set(field, value);
		return 1;
	},
	HDEL(moment, key = "", ...names) {
		const fields = hashOf(moment, key);
		const gone = names.filter((name) => fields?.delete(name)).length;
		drop(moment.data, key, fields?.size === 0);
		return gone;
	},
};

const lists: Readonly<Record<string, Run>> = {
	LLEN: (moment, key = "") => listOf(moment, key).length,
	LRANGE(moment, key = "", from = "", to = "") {
		const items = listOf(moment, key);
		return items.slice(...span(items.length, from, to));
	},
	LTRIM(moment, key = "", from = "", to = "") {
		const items = listOf(moment, key);
		const kept = items.slice(...span(items.length, from, to));
		items.splice(0, items.length, ...kept);
		drop(moment.data, key, items.length === 0);
		return ok;
	},
	RPUSH({ data, now }, key = "", ...more) {
		const { items } = open<"list">(data, now, key, { type: "list", items: [] });
		items.push(...more);
		return items.length;
	},
};

const sets: Readonly<Record<string, Run>> = {
	SADD({ data, now }, key = "", ...more) {
		const { members } = open<"set">(data, now, key, { type: "set", members: new Set() });
		const before = members.size;
		for (const member of more) members.add(member);
		return members.size - before;
	},
	SREM({ data, now }, key = "", ...names) {
		const members = look(data, now, key, "set")?.members;
		const gone = names.filter((name) => members?.delete(name)).length;
		drop(data, key, members?.size === 0);
		return gone;
	},
	SMEMBERS: ({ data, now }, key = "") => [...(look(data, now, key, "set")?.members ?? [])],
};

type Scored = readonly [member: string, score: number];

/** By score, and then by bytes. */
function ranked({ data, now }: Moment, key: string): readonly Scored[] {
	const scores = look(data, now, key, "zset")?.scores;
	if (scores === undefined) return [];
	return [...scores].sort(
		([one, first], [other, second]) => first - second || Buffer.compare(Buffer.from(one), Buffer.from(other)),
	);
}

function flat(rows: readonly Scored[], withScores: boolean): readonly string[] {
	return rows.flatMap(([member, score]) => (withScores ? [member, textOfNumber(score)] : [member]));
}

function isWithin(score: number, low: string, high: string): boolean {
	const above = low.startsWith("(") ? score > scoreOf(low.slice(1)) : score >= scoreOf(low);
	return above && (high.startsWith("(") ? score < scoreOf(high.slice(1)) : score <= scoreOf(high));
}

function isBetween(member: string, low: string, high: string): boolean {
	const after = (bound: string): boolean => {
		const order = Buffer.compare(Buffer.from(member), Buffer.from(bound.slice(1)));
		return bound === "-" || (bound !== "+" && (bound.startsWith("(") ? order > 0 : order >= 0));
	};
	const before = (bound: string): boolean => {
		const order = Buffer.compare(Buffer.from(member), Buffer.from(bound.slice(1)));
		return bound === "+" || (bound !== "-" && (bound.startsWith("(") ? order < 0 : order <= 0));
	};
	return after(low) && before(high);
}

const sortedSets: Readonly<Record<string, Run>> = {
	ZADD({ data, now }, key = "", ...pairs) {
		const { scores } = open<"zset">(data, now, key, { type: "zset", scores: new Map() });
		const before = scores.size;
		for (let at = 0; at < pairs.length; at += 2) scores.set(pairs[at + 1] ?? "", scoreOf(pairs[at] ?? ""));
		return scores.size - before;
	},
	ZREM({ data, now }, key = "", ...names) {
		const scores = look(data, now, key, "zset")?.scores;
		const gone = names.filter((name) => scores?.delete(name)).length;
		drop(data, key, scores?.size === 0);
		return gone;
	},
	ZCARD: ({ data, now }, key = "") => look(data, now, key, "zset")?.scores.size ?? 0,
	ZSCORE({ data, now }, key = "", member = "") {
		const score = look(data, now, key, "zset")?.scores.get(member);
		return score === undefined ? null : textOfNumber(score);
	},
	ZPOPMIN(moment, key = "", count = "1") {
		const first = ranked(moment, key).slice(0, whole(count));
		if (first.length > 0) sortedSets.ZREM?.(moment, key, ...first.map(([member]) => member));
		return flat(first, true);
	},
	ZRANGE(moment, key = "", from = "", to = "", ...options) {
		const words = options.map((option) => option.toUpperCase());
		const [byScore, byLex, reverse] = [
			words.includes("BYSCORE"),
			words.includes("BYLEX"),
			words.includes("REV"),
		];
		const [low, high] = reverse && (byScore || byLex) ? [to, from] : [from, to];
		let rows = ranked(moment, key);
		if (byScore) rows = rows.filter(([, score]) => isWithin(score, low, high));
		if (byLex) rows = rows.filter(([member]) => isBetween(member, low, high));
		if (reverse) rows = rows.toReversed();
		const limit = words.indexOf("LIMIT");
		if (limit >= 0) {
			const [offset, count] = [whole(options[limit + 1]), whole(options[limit + 2])];
			rows = rows.slice(offset, count < 0 ? undefined : offset + count);
		}
		if (!byScore && !byLex) rows = rows.slice(...span(rows.length, from, to));
		return flat(rows, words.includes("WITHSCORES"));
	},
};

/** The commands that Baton uses, as Redis 7 documents them. */
export const commands: Readonly<Record<string, Run>> = {
	...strings,
	...keys,
	...hashes,
	...lists,
	...sets,
	...sortedSets,
	TIME: ({ now }) => [String(Math.floor(now / 1000)), String(Math.floor((now % 1000) * 1000))],
};
