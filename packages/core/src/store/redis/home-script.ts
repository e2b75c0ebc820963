import { undeliveredKept } from "../undelivered-rules.js";
import { type Home, keyOf } from "./keyspace.js";
import { type RedisScript, scriptOf } from "./script.js";

/** The keys that every script on a conversation gets, in the order of its first line. */
export function homeKeys(home: Home): readonly string[] {
	const { partition } = home;
	const own = ["s", "l", "o", "d", "f"].map((letter) => keyOf(home, letter));
	return [...own, `${partition}sending`, `${partition}undelivered`];
}

/** Grants of one lane are told apart by a number that grows and by random bits: a failover may repeat the number. */
const salts = 2 ** 24;

export function newSalt(): string {
	return String(Math.floor(Math.random() * salts));
}

const prelude = `
local STATE, LANE, OUTBOX, DELIVERIES, IDS, SENDING, UNDELIVERED = unpack(KEYS)
local at = 0
local function take() at = at + 1 return ARGV[at] end
local KEY = take()

local function clock()
	local time = redis.call('TIME')
	return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

const lane = `
local function holds(token)
	local known = redis.call('HMGET', LANE, 't', 'p')
	return known[1] == token and known[2]
end

local function next_token(token, holder, process, salt)
	if holder == process then return token end
	local number = math.floor(tonumber(token or 0) / ${salts}) + 1
	return string.format('%.0f', number * ${salts} + salt)
end

local function grant(process, leaseMs, salt, now)
	local known = redis.call('HMGET', LANE, 't', 'p')
	local token = next_token(known[1], known[2], process, salt)
	redis.call('HSET', LANE, 't', token, 'p', process, 'u', string.format('%.0f', now + leaseMs))
	return token
end

local function list_sending()
	if redis.call('EXISTS', OUTBOX) == 0 then
		redis.call('ZREM', SENDING, KEY)
	else
		redis.call('ZADD', SENDING, redis.call('HGET', LANE, 'u') or 0, KEY)
	end
end
`;

const delivery = `
local arrived = { sent = true, delivered = true, read = true }

local function note_delivery(now, entry, rank, state, value, native, back, reaction)
	local known = redis.call('HGET', DELIVERIES, entry)
	local is_news = not known or tonumber(rank) > tonumber(string.sub(known, 1, 1))
	if is_news then redis.call('HSET', DELIVERIES, entry, value) end
	if native ~= '' then
		redis.call(is_news and 'HSET' or 'HSETNX', DELIVERIES, entry .. '\\tn', native)
		redis.call('HSET', IDS, 'n' .. native, back)
	end
	if reaction ~= '' then redis.call('HSET', DELIVERIES, entry .. '\\tr', reaction) end
	local line = KEY .. ' ' .. entry
	if is_news and (state == 'failed' or state == 'unknown') then
		redis.call('ZADD', UNDELIVERED, now, line)
		if redis.call('ZCARD', UNDELIVERED) > ${undeliveredKept} then redis.call('ZPOPMIN', UNDELIVERED) end
	elseif arrived[state] then
		redis.call('ZREM', UNDELIVERED, line)
	end
end
`;

/** A script on one conversation: what all of them know, and then its own work. */
export function homeScript(...body: readonly string[]): RedisScript {
	return scriptOf(prelude, lane, delivery, ...body);
}
