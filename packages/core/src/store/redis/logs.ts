import type { EntryId } from "../../control/control.js";
import { type Home, keyOf } from "./keyspace.js";
import type { Part, Parts } from "./parts.js";
import { recordsOf } from "./records.js";
import { textOf, texts } from "./replies.js";
import { scriptOf } from "./script.js";

/** The same as `spanOf`, of one moment with what it reads. */
const readScript = scriptOf(`
local log, lane = unpack(KEYS)
local after, before, limit, from_end = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == '1'
local trimmed = tonumber(redis.call('HGET', lane, 'x') or 0)
local low, high = math.max(after, trimmed) + 1, trimmed + redis.call('LLEN', log)
if before then
	high = math.min(before - 1, high)
	from_end = true
end
if from_end then
	low = math.max(low, high - limit + 1)
else
	high = math.min(high, low + limit - 1)
end
if high < low then return { 0, {} } end
return { low, redis.call('LRANGE', log, low - trimmed - 1, high - trimmed - 1) }
`);

export function logsOf({ link, keyspace, veil }: Parts): Part<"readEntries" | "readEntry"> {
	const read: Part<"readEntries">["readEntries"] = async (key, { after = 0, before, limit, last }) => {
		const home = keyspace.homeOf(key);
		const args = [after, before ?? "", Math.max(limit, 0), last === true ? 1 : 0].map(String);
		const reply = await link.look(readScript, [keyOf(home, "e"), keyOf(home, "l")], args);
		const [first, kept] = Array.isArray(reply) ? reply : [];
		return recordsOf(veil, home).readEntries(texts(kept), Number(first));
	};

	return {
		readEntries: read,
		async readEntry(key, id) {
			const position = await positionOf({ link, veil }, keyspace.homeOf(key), id);
			if (position === undefined) return undefined;
			const [entry] = await read(key, { after: position - 1, limit: 1 });
			return entry?.id === id ? entry : undefined;
		},
	};
}

/** An entry's id says its position; one that does not is kept with it. */
export async function positionOf(
	{ link, veil }: Pick<Parts, "link" | "veil">,
	home: Home,
	id: EntryId,
): Promise<number | undefined> {
	const told = positionInId(id);
	if (told !== undefined) return told;
	const ids = keyOf(home, "f");
	const kept = textOf(await link.read(ids, ["HGET", ids, `e${id}`]));
	return kept === undefined ? undefined : recordsOf(veil, home).readPosition(id, kept);
}

/** The position that the id of an entry says. */
export function positionInId(id: EntryId): number | undefined {
	const told = /^([1-9]\d*)\./.exec(id)?.[1];
	return told === undefined ? undefined : Number(told);
}
