import type { Part, Parts } from "./parts.js";
import { texts } from "./replies.js";

/** Partition by partition, in the order of the keys: `next` is the number of the partition and the last key. */
export function walkOf({ link, keyspace: { partitions, keyFrom } }: Parts): Part<"readConversations"> {
	async function readAfter(number: number, last: string, count: number): Promise<readonly string[]> {
		const list = `${partitions[number]}conversations`;
		const start = last === "" ? "-" : `(${last}`;
		const range = [start, "+", "BYLEX", "LIMIT", "0", String(count)];
		return texts(await link.read(list, ["ZRANGE", list, ...range]));
	}

	return {
		async readConversations(limit, from = "0 ") {
			const space = from.indexOf(" ");
			let [number, last] = [Number(from.slice(0, space)), from.slice(space + 1)];
			const members: string[] = [];
			while (number < partitions.length && members.length < limit) {
				const more = await readAfter(number, last, limit - members.length);
				members.push(...more);
				if (members.length >= limit) last = more.at(-1) ?? last;
				else [number, last] = [number + 1, ""];
			}
			return {
				keys: members.map(keyFrom),
				next: number < partitions.length ? `${number} ${last}` : undefined,
			};
		},
	};
}
