import type { Conversation } from "../../conversation/conversation.js";
import { nothingErased } from "../../conversation/erased.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { Erased, Tombstone } from "../../conversation/store.js";
import { newTombstone } from "../tombstone.js";
import { allKeys, tombstoneKey } from "./all-keys.js";
import { bellOf } from "./bell.js";
import { type ConversationOptions, loading } from "./conversations.js";
import { homeScript } from "./home-script.js";
import type { Part, Parts } from "./parts.js";
import type { RedisScript } from "./script.js";
import { stateHeader, tombstoneHeader } from "./state.js";
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
			counts[4] = counts[4] + redis.call('ZREM', TIMERS, name .. ' ' .. KEY .. ' ' .. fields[index + 1])
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

const check = `
local expected, tombstone, tombstone_ms, channel, bell = take(), take(), take(), take(), take()
if expected == '' then
	if redis.call('EXISTS', STATE) == 1 then return false end
elseif redis.call('GETRANGE', STATE, 0, #expected - 1) ~= expected then
	return false
end
`;

const bury = `
redis.call('SET', TOMB, tombstone, 'PX', tombstone_ms)
redis.call('SPUBLISH', channel, bell)
return counts
`;

/** What anybody did in it goes as well: a conversation has few records, and so has a partition. */
const forgetAudit = `
local counts = remove_all()
counts[7] = 0
for _, line in ipairs(redis.call('ZRANGE', partition .. 'audit', 0, -1)) do
	local id, about = string.match(line, '^([^ ]*) (.*)$')
	if about == KEY then
		counts[7] = counts[7] + redis.call('ZREM', partition .. 'audit', line)
		redis.call('HDEL', partition .. 'h:audit', id)
	end
end
`;

const eraseScript = homeScript(remove, check, forgetAudit, bury);

const expireScript = homeScript(
	remove,
	check,
	`
if redis.call('EXISTS', OUTBOX) == 1 then return false end
for _, field in ipairs(redis.call('HKEYS', LANE)) do
	if string.sub(field, 1, 6) == 'mnews:' then return false end
end
local counts = remove_all()
`,
	bury,
);

export interface RemovalOptions extends ConversationOptions {
	readonly tombstoneMs: number;
}

/** What is to be removed, and when it was erased, if it does not just expire. */
interface Removal {
	readonly before: Conversation | Tombstone | undefined;
	readonly at: number | undefined;
}

export function removalOf(parts: Parts, options: RemovalOptions): Part<"erase" | "expire"> {
	const { link, keyspace, recent, veil } = parts;
	const { noteNotBegun } = usersOf(parts);
	const load = loading(parts, options);

	/** Nothing, and `undefined`, if it is another conversation by now. */
	async function remove(
		script: RedisScript,
		key: ConversationKey,
		{ before, at }: Removal,
	): Promise<unknown> {
		const home = keyspace.homeOf(key);
		const conversation = before !== undefined && "version" in before ? before : undefined;
		const expected = conversation === undefined ? "" : stateHeader(conversation);
		const left = newTombstone(before, at);
		const tombstoneAt = tombstoneKey(home.partition, key, options.secret);
		const tombstone = veil.seal(JSON.stringify(left), tombstoneAt, tombstoneHeader(left));
		const erased = at === undefined ? undefined : conversation?.bot;
		const ring = { bell: { key, tell: [], from: 0, sends: false, erased }, sender: options.sender };
		const bell = bellOf(veil, home, ring);
		const args = [expected, tombstone, String(Math.ceil(options.tombstoneMs)), ...bell];
		const keys = allKeys(home, { ...options, now: link.now() });
		const counts = await link.run(script, keys, [home.member, home.partition, ...args]);
		recent.forget(key);
		if (counts !== null && conversation !== undefined) await noteNotBegun(key, conversation.user.id);
		return counts ?? undefined;
	}

	return {
		async erase(key) {
			for (;;) {
				const { conversation, erased } = await load(key);
				const counts = await remove(eraseScript, key, { before: conversation ?? erased, at: link.now() });
				if (counts !== undefined) return erasedOf(counts);
			}
		},
		async expire(key, { version, commit }) {
			const { conversation } = await load(key);
			if (conversation?.version !== version || conversation.commit !== commit) return false;
			return (await remove(expireScript, key, { before: conversation, at: undefined })) !== undefined;
		},
	};
}

function erasedOf(reply: unknown): Erased {
	const counts = Array.isArray(reply) ? reply.map(Number) : [];
	const [entries = 0, deliveries = 0, unsent = 0, timers = 0, mailboxes = 0, commands = 0, audit = 0] =
		counts;
	return { ...nothingErased, entries, deliveries, unsent, timers, mailboxes, commands, audit };
}
