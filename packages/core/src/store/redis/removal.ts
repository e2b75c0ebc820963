import { randomBytes } from "node:crypto";
import type { Erased } from "../../conversation/store.js";
import { nothingErased } from "../tombstone.js";
import { type AllKeysOptions, allKeys } from "./all-keys.js";
import { bellOf } from "./bell.js";
import { homeScript } from "./home-script.js";
import type { Part, Parts } from "./parts.js";
import { textOf } from "./replies.js";
import { parseState, stateHeader } from "./state.js";
import { usersOf } from "./users.js";

/** The lists that a conversation is in are known from it alone: they are in its partition, and so in its slot. */
const remove = `
local LOG, NOW, BEFORE, TIMERS, TOMB, CONVERSATIONS, CURSORS = unpack(KEYS, 8)
local partition = take()

local function remove_all()
	local counts = {
		redis.call('LLEN', LOG), 0, redis.call('HLEN', OUTBOX), 0, redis.call('HLEN', CURSORS),
		redis.call('HLEN', NOW) + redis.call('HLEN', BEFORE),
	}
	for _, entry in ipairs(redis.call('HKEYS', DELIVERIES)) do
		if not string.find(entry, '\\t', 1, true) then
			counts[2] = counts[2] + 1
			redis.call('ZREM', UNDELIVERED, KEY .. ' ' .. entry)
		end
	end
	local fields = redis.call('HGETALL', LANE)
	for index = 1, #fields, 2 do
		local kind, name = string.sub(fields[index], 1, 1), string.sub(fields[index], 2)
		if kind == 'a' then
			counts[4] = counts[4] + redis.call('ZREM', TIMERS, name .. ' ' .. KEY)
		elseif kind == 'm' then
			redis.call('ZREM', partition .. name, KEY .. fields[index + 1])
			local app = string.match(name, '^news:(.*)$')
			if app and redis.call('HEXISTS', CURSORS, app) == 0 then counts[5] = counts[5] + 1 end
		end
	end
	redis.call('ZREM', SENDING, KEY)
	redis.call('ZREM', CONVERSATIONS, KEY)
	redis.call('DEL', STATE, LANE, OUTBOX, DELIVERIES, IDS, LOG, NOW, BEFORE, CURSORS)
	return counts
end
`;

const eraseScript = homeScript(`${remove}
local tombstone, tombstone_ms, channel, bell = take(), take(), take(), take()
local state = redis.call('GET', STATE)
local counts = remove_all()
redis.call('SET', TOMB, tombstone .. '\\n' .. clock(), 'PX', tombstone_ms)
redis.call('SPUBLISH', channel, bell)
return { state, counts }
`);

const expireScript = homeScript(`${remove}
local expected, channel, bell = take(), take(), take()
local state = redis.call('GET', STATE)
if not state or string.sub(state, 1, #expected) ~= expected then return false end
if redis.call('EXISTS', OUTBOX) == 1 then return false end
for _, field in ipairs(redis.call('HKEYS', LANE)) do
	if string.sub(field, 1, 6) == 'mnews:' then return false end
end
remove_all()
redis.call('SPUBLISH', channel, bell)
return state
`);

export interface RemovalOptions extends Omit<AllKeysOptions, "now"> {
	readonly sender: string;
	readonly tombstoneMs: number;
}

export function removalOf(parts: Parts, options: RemovalOptions): Part<"erase" | "expire"> {
	const { link, keyspace, recent } = parts;
	const { noteRemoved } = usersOf(parts);
	const args = (key: Parameters<typeof keyspace.homeOf>[0]) => {
		const home = keyspace.homeOf(key);
		const bell = bellOf(home, { key, tell: [], from: 0, sends: false }, options.sender);
		return { keys: allKeys(home, { ...options, now: link.now() }), known: [key, home.partition], bell };
	};

	return {
		async erase(key) {
			const { keys, known, bell } = args(key);
			const tombstone = [randomBytes(9).toString("base64url"), String(Math.ceil(options.tombstoneMs))];
			recent.forget(key);
			const reply = await link.run(eraseScript, keys, [...known, ...tombstone, ...bell]);
			recent.forget(key);
			const [state, counts] = Array.isArray(reply) ? reply : [];
			await noteRemoved(key, stateOf(state));
			return erasedOf(counts);
		},
		async expire(key, expected) {
			if (expected.version === 0) return false;
			const { keys, known, bell } = args(key);
			const state = await link.run(expireScript, keys, [...known, stateHeader(expected), ...bell]);
			if (state === null) return false;
			recent.forget(key);
			await noteRemoved(key, stateOf(state));
			return true;
		},
	};
}

function stateOf(reply: unknown) {
	const value = textOf(reply);
	return value === undefined ? undefined : parseState(value);
}

function erasedOf(reply: unknown): Erased {
	const [entries = 0, deliveries = 0, unsent = 0, timers = 0, mailboxes = 0, commands = 0] = Array.isArray(
		reply,
	)
		? reply.map(Number)
		: [];
	return { ...nothingErased, entries, deliveries, unsent, timers, mailboxes, commands };
}
