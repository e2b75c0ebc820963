import type { Store } from "../../conversation/store.js";
import type { Sealer } from "../seal.js";
import { markPrefix } from "./layout.js";
import type { Parts } from "./parts.js";
import { pairs, textOf, texts } from "./replies.js";
import { scriptOf } from "./script.js";
import { placeOf, splitSealed } from "./veil.js";

/** What was written meanwhile is sealed anew already, or comes the next time. */
const replaceStringScript = scriptOf(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
`);

const replaceFieldScript = scriptOf(`
if redis.call('HGET', KEYS[1], ARGV[3]) ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[2])
return 1
`);

const replaceEntryScript = scriptOf(`
local index = ARGV[3] - (redis.call('HGET', KEYS[2], 'x') or 0) - 1
if index < 0 or redis.call('LINDEX', KEYS[1], index) ~= ARGV[1] then return 0 end
redis.call('LSET', KEYS[1], index, ARGV[2])
return 1
`);

const readLogScript = scriptOf(`
return { redis.call('HGET', KEYS[2], 'x') or '0', redis.call('LRANGE', KEYS[1], 0, -1) }
`);

export interface ResealOptions {
	readonly sealer: Sealer;
	readonly prefix: string;
	readonly layoutKey: string;
}

/** Something sealed, for where it stands, and how it is replaced. */
interface Sealed {
	readonly kept: string;
	readonly at: string;
	replace(fresh: string): Promise<unknown>;
}

/**
 * Walks over the keys of one server after the other: `next` is the number of the server and where it is there. A pass
 * that finds nothing to do takes away the marks of the keys that are no longer needed, unless servers changed meanwhile:
 * they have their keys in another order.
 */
export function resealOf(
	{ link, keyspace: { partitions } }: Parts,
	{ sealer, prefix, layoutKey }: ResealOptions,
): Required<Pick<Store, "reseal">> {
	let done = 0;
	let isWhole = false;
	link.onChange(() => {
		isWhole = false;
	});

	async function sealAnew({ kept, at, replace }: Sealed): Promise<number> {
		const found = splitSealed(kept);
		if (found === undefined || sealer.isCurrent(found.sealed)) return 0;
		const place = placeOf(at, found.head);
		const fresh = sealer.seal(sealer.open(found.sealed, place), place);
		return Number(await replace(found.head + fresh));
	}

	async function sealKeyAnew(key: string): Promise<number> {
		let count = 0;
		for (const sealed of await sealedIn(key)) count += await sealAnew(sealed);
		return count;
	}

	async function sealedIn(key: string): Promise<readonly Sealed[]> {
		if (key === layoutKey) return fieldsOf(key, key, (field) => !field.startsWith(markPrefix));
		switch (/^\{[^}]*\}:([a-z])\d*:/.exec(key.slice(prefix.length))?.[1]) {
			case "s":
			case "u":
			case "p":
			case "x":
			case "z":
				return stringOf(key);
			case "o":
			case "d":
			case "f":
			case "h":
				return fieldsOf(key, key);
			case "c":
				// Outcomes are sealed for the conversation, and not for the period.
				return fieldsOf(key, key.replace(/:c\d+:/, ":c:"));
			case "e":
				return entriesOf(key);
			default:
				return [];
		}
	}

	async function stringOf(key: string): Promise<readonly Sealed[]> {
		const kept = textOf(await link.read(key, ["GET", key]));
		if (kept === undefined) return [];
		return [{ kept, at: key, replace: (fresh) => link.run(replaceStringScript, [key], [kept, fresh]) }];
	}

	async function fieldsOf(
		key: string,
		at: string,
		isWanted: (field: string) => boolean = () => true,
	): Promise<readonly Sealed[]> {
		const fields = pairs(await link.read(key, ["HGETALL", key])).filter(([field]) => isWanted(field));
		return fields.map(([field, kept]) => ({
			...{ kept, at: `${at} ${field}` },
			replace: (fresh) => link.run(replaceFieldScript, [key], [kept, fresh, field]),
		}));
	}

	async function entriesOf(key: string): Promise<readonly Sealed[]> {
		const keys = [key, key.replace(/\}:e:/, "}:l:")];
		const reply = await link.look(readLogScript, keys, []);
		const [trimmed, log] = Array.isArray(reply) ? reply : [];
		return texts(log).map((kept, index) => {
			const position = Number(trimmed) + index + 1;
			return {
				...{ kept, at: `${key} ${position}` },
				replace: (fresh) => link.run(replaceEntryScript, keys, [kept, fresh, String(position)]),
			};
		});
	}

	async function forgetKeys(): Promise<void> {
		const fields = texts(await link.read(layoutKey, ["HKEYS", layoutKey]));
		const current = `${markPrefix}${sealer.current}`;
		const old = fields.filter((field) => field.startsWith(markPrefix) && field !== current);
		if (old.length > 0) await link.write(layoutKey, ["HDEL", layoutKey, ...old]);
	}

	return {
		async reseal(limit, from = "0 0") {
			if (from === "0 0") [done, isWhole] = [0, true];
			const [server = 0, cursor = 0] = from.split(" ");
			const servers = link.group(partitions);
			const here = servers[Number(server)]?.[0] ?? "";
			const pattern = `${prefix.replace(/[\\*?[\]]/g, "\\$&")}*`;
			const scan = ["SCAN", String(cursor), "MATCH", pattern, "COUNT", String(limit)];
			const reply = await link.read(here, scan);
			const [following, keys] = Array.isArray(reply) ? reply : [];
			let resealed = 0;
			for (const key of texts(keys)) resealed += await sealKeyAnew(key);
			done += resealed;
			const isLast = Number(server) + 1 >= servers.length;
			if (String(following) !== "0") return { resealed, next: `${server} ${following}` };
			if (!isLast) return { resealed, next: `${Number(server) + 1} 0` };
			if (isWhole && done === 0) await forgetKeys();
			return { resealed, next: undefined };
		},
	};
}
