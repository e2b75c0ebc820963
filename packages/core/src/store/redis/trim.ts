import type { EntryId } from "../../control/control.js";
import type { Conversation } from "../../conversation/conversation.js";
import type { Entry } from "../../conversation/entry.js";
import { type Needed, trimmedAtOnce, trimmedOf } from "../trim-rules.js";
import { homeKeys, homeScript } from "./home-script.js";
import { keyOf } from "./keyspace.js";
import { positionOf } from "./logs.js";
import type { Part, Parts } from "./parts.js";
import { type Records, recordsOf } from "./records.js";
import { pairs, textOf, texts } from "./replies.js";
import { scriptOf } from "./script.js";
import { stateHeader } from "./state.js";

const readScript = scriptOf(`
local state, lane, outbox, log, cursors = unpack(KEYS)
return {
	redis.call('GET', state), redis.call('HGETALL', lane), redis.call('HGETALL', outbox),
	redis.call('HGETALL', cursors), redis.call('LRANGE', log, 0, 0),
}
`);

/** What is unsent or unacknowledged only grows with a commit, so that the version says whether it is still the same. */
const trimScript = homeScript(`
local LOG = KEYS[8]
local expected, trimmed, count = take(), take(), tonumber(take())
if redis.call('GETRANGE', STATE, 0, #expected - 1) ~= expected then return 0 end
if (redis.call('HGET', LANE, 'x') or '0') ~= trimmed then return 0 end
redis.call('LTRIM', LOG, count, -1)
redis.call('HSET', LANE, 'x', string.format('%.0f', trimmed + count))
for _ = 1, count do
	local id = take()
	local native = redis.call('HGET', DELIVERIES, id .. '\\tn')
	if native then redis.call('HDEL', IDS, 'n' .. native) end
	redis.call('HDEL', DELIVERIES, id, id .. '\\tn', id .. '\\tr')
	redis.call('HDEL', IDS, 'e' .. id)
	redis.call('ZREM', UNDELIVERED, KEY .. ' ' .. id)
end
return count
`);

interface Seen {
	readonly conversation: Conversation;
	readonly trimmed: string;
	readonly oldest: readonly Entry[];
	readonly cursors: readonly number[];
	readonly unsent: readonly EntryId[];
}

export function trimOf({ link, keyspace, veil }: Parts): Part<"trim"> {
	return {
		async trim(key, request) {
			const home = keyspace.homeOf(key);
			const log = keyOf(home, "e");
			const keys = [...["s", "l", "o"].map((letter) => keyOf(home, letter)), log, keyOf(home, "a")];
			const records = recordsOf(veil, home);
			const seen = parseSeen(records, await link.look(readScript, keys, []));
			if (seen === undefined) return 0;
			const { conversation, cursors, trimmed } = seen;
			const unsent = await Promise.all(seen.unsent.map((id) => positionOf({ link, veil }, home, id)));
			const needed: Needed = { conversation, cursors, unsent: unsent.flatMap((position) => position ?? []) };
			// Most logs have nothing to trim, which their first entry tells.
			if (trimmedOf(seen.oldest, request, needed).length === 0) return 0;
			const kept = await link.read(log, ["LRANGE", log, "0", String(trimmedAtOnce - 1)]);
			const oldest = records.readEntries(texts(kept), Number(trimmed) + 1);
			const gone = trimmedOf(oldest, request, needed).map(({ id }) => id);
			const args = [home.member, stateHeader(conversation), trimmed, String(gone.length), ...gone];
			return Number(await link.run(trimScript, [...homeKeys(home), log], args));
		},
	};
}

function parseSeen(records: Records, reply: unknown): Seen | undefined {
	const [state, lane, outbox, cursors, first] = Array.isArray(reply) ? reply : [];
	const value = textOf(state);
	if (value === undefined) return undefined;
	const conversation = records.readState(value);
	const fields = new Map(pairs(lane));
	const reached = new Map(pairs(cursors));
	const unread = [...fields.keys()].flatMap((field) =>
		field.startsWith("mnews:") ? [field.slice("mnews:".length)] : [],
	);
	const trimmed = fields.get("x") ?? "0";
	return {
		conversation,
		trimmed,
		oldest: records.readEntries(texts(first), Number(trimmed) + 1),
		cursors: unread.map((app) => Number(reached.get(app) ?? 0)),
		unsent: records.readItems(pairs(outbox)).map(({ id }) => id),
	};
}
