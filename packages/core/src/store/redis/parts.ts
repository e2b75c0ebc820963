import type { Store } from "../../conversation/store.js";
import type { Keyspace, Partition } from "./keyspace.js";
import type { RedisLink } from "./link.js";
import type { Recent } from "./recent.js";
import { pairs } from "./replies.js";
import { scriptOf } from "./script.js";
import type { Veil } from "./veil.js";

/** What the functions of a store share. */
export interface Parts {
	readonly link: RedisLink;
	readonly keyspace: Keyspace;
	readonly recent: Recent;
	readonly veil: Veil;
}

/** Some functions of a store. */
export type Part<Name extends keyof Store> = Required<Pick<Store, Name>>;

/** A line of a list of a partition. */
export interface Row {
	readonly partition: Partition;
	readonly member: string;
	readonly score: number;
}

export interface Listing {
	/** What the list is called in its partition. */
	readonly list: string;
	readonly limit: number;
	readonly order?: "smallest" | "greatest" | undefined;
	/** Only lines up to this score. */
	readonly upTo?: number | undefined;
}

/**
 * Lists of many partitions at once: those that the server has, whichever slots they are in. So the keys cannot be
 * told to Redis as keys, but for the first.
 */
const readScript = scriptOf(`#!lua flags=no-writes,allow-cross-slot-keys
local lines = {}
local count, order, up_to = ARGV[1], ARGV[2], ARGV[3]
for index = 4, #ARGV do
	local list, answer = ARGV[index]
	if order == 'greatest' then
		answer = redis.call('ZRANGE', list, up_to, '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, count, 'WITHSCORES')
	else
		answer = redis.call('ZRANGE', list, '-inf', up_to, 'BYSCORE', 'LIMIT', 0, count, 'WITHSCORES')
	end
	lines[index - 3] = answer
end
return lines
`);

/** At least so many lines are read of each partition. */
const fewest = 8;

/**
 * The first lines of all partitions together, by score. Where lines are spread evenly a few of each partition are
 * enough; only where a partition may have more of the first ones, it is asked for as many as are wanted.
 */
export async function firstOfAll(
	{ link, keyspace: { partitions } }: Pick<Parts, "link" | "keyspace">,
	{ list, limit, order = "smallest", upTo = Number.POSITIVE_INFINITY }: Listing,
): Promise<readonly Row[]> {
	if (limit <= 0) return [];
	const sign = order === "smallest" ? 1 : -1;
	const sorted = (rows: readonly Row[]): readonly Row[] =>
		[...rows].sort((one, other) => sign * compare(one, other));

	async function read(some: readonly Partition[], count: number): Promise<readonly (readonly Row[])[]> {
		const keys = some.map((partition) => `${partition}${list}`);
		const replies = await link.lookAll(readScript, keys, [
			String(count),
			order,
			upTo === Number.POSITIVE_INFINITY ? "+inf" : String(upTo),
		]);
		return replies.map((reply, index) =>
			pairs(reply).map(([member, score]) => ({
				...{ partition: some[index] ?? "", member, score: Number(score) },
			})),
		);
	}

	const few = Math.min(limit, Math.max(fewest, Math.ceil((4 * limit) / partitions.length)));
	const begun = await read(partitions, few);
	const last = sorted(begun.flat())[limit - 1];
	const hasMore = (rows: readonly Row[]): boolean => {
		const end = rows.at(-1);
		if (end === undefined || rows.length < few || few >= limit) return false;
		return last === undefined || sign * compare(end, last) < 0;
	};
	const cut = begun.filter(hasMore).flatMap((rows) => rows[0]?.partition ?? []);
	const whole = cut.length === 0 ? [] : await read(cut, limit);
	const complete = begun.filter((rows) => !hasMore(rows));
	return sorted([...complete.flat(), ...whole.flat()]).slice(0, limit);
}

/** As Redis has them: by score, and by what they say where that is the same. */
function compare(one: Row, other: Row): number {
	if (one.score !== other.score) return one.score - other.score;
	if (one.member === other.member) return 0;
	return one.member < other.member ? -1 : 1;
}
