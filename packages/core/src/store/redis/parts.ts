import type { Store } from "../../conversation/store.js";
import type { Keyspace, Partition } from "./keyspace.js";
import type { RedisLink } from "./link.js";
import type { Recent } from "./recent.js";

/** What the functions of a store share. */
export interface Parts {
	readonly link: RedisLink;
	readonly keyspace: Keyspace;
	readonly recent: Recent;
}

/** Some functions of a store. */
export type Part<Name extends keyof Store> = Required<Pick<Store, Name>>;

/** A line of a list of a partition. */
export interface Row {
	readonly partition: Partition;
	readonly member: string;
	readonly score: number;
}

/** Reads the first lines of a partition's list, with their scores. */
export type ReadRows = (
	partition: Partition,
	count: number,
) => Promise<readonly (readonly [member: string, score: string])[]>;

/** At least so many lines are read of each partition. */
const fewest = 8;

/**
 * The first lines of all partitions together, by score. Where lines are spread evenly a few of each partition are
 * enough; only where a partition may have more of the first ones, it is asked for as many as are wanted.
 */
export async function firstOfAll(
	partitions: readonly Partition[],
	limit: number,
	read: ReadRows,
	order: "smallest" | "greatest" = "smallest",
): Promise<readonly Row[]> {
	if (limit <= 0) return [];
	const sign = order === "smallest" ? 1 : -1;
	const few = Math.min(limit, Math.max(fewest, Math.ceil((4 * limit) / partitions.length)));
	const readOf = async (partition: Partition, count: number): Promise<readonly Row[]> =>
		(await read(partition, count)).map(([member, score]) => ({ partition, member, score: Number(score) }));
	const first = (lists: readonly (readonly Row[])[]): readonly Row[] =>
		lists.flat().sort((one, other) => sign * (one.score - other.score));

	const lists = await Promise.all(partitions.map((partition) => readOf(partition, few)));
	const last = first(lists)[limit - 1];
	const hasMore = (list: readonly Row[]): boolean => {
		const end = list.at(-1);
		if (end === undefined || list.length < few || few >= limit) return false;
		return last === undefined || sign * (end.score - last.score) < 0;
	};
	const whole = lists.map((list) => {
		const partition = list[0]?.partition;
		return partition !== undefined && hasMore(list) ? readOf(partition, limit) : list;
	});
	return first(await Promise.all(whole)).slice(0, limit);
}
