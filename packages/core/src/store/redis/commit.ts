import type { Change, IndexFacts, TimerChange } from "../../conversation/change.js";
import { deliveryRank } from "../../conversation/change.js";
import type { Entry } from "../../conversation/entry.js";
import type { Committed, LaneRequest, LaneToken } from "../../conversation/store.js";
import { heldSince, toldPosition } from "../change-rules.js";
import { type AllKeysOptions, allKeys } from "./all-keys.js";
import { auditArgs } from "./audit.js";
import { ringing } from "./bell.js";
import { homeScript, newSalt } from "./home-script.js";
import type { Home } from "./keyspace.js";
import { heldBy, hideBot, newsOf, openOf, taughtOf } from "./lists.js";
import { positionInId } from "./logs.js";
import type { Parts } from "./parts.js";
import { type Records, recordsOf } from "./records.js";
import { stateHeader } from "./state.js";
import type { Veil } from "./veil.js";

const writing = `
local function write(command, key, count)
	while count > 0 do
		local some = math.min(count, 4000)
		redis.call(command, key, unpack(ARGV, at + 1, at + some))
		at, count = at + some, count - some
	end
end

local function fields(key)
	local found, flat = {}, redis.call('HGETALL', key)
	for index = 1, #flat, 2 do found[flat[index]] = flat[index + 1] end
	return found
end

local function change_fields(key, before, changed)
	local set, gone = {}, {}
	for field, value in pairs(changed) do
		if not value then
			if before[field] then gone[#gone + 1] = field end
		elseif value ~= before[field] then
			set[#set + 1], set[#set + 2] = field, value
		end
	end
	if #set > 0 then redis.call('HSET', key, unpack(set)) end
	if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
end
`;

/*
 * All is checked before anything is written: an error midway would keep what was written before it. What is
 * remembered of a command is written again for a repeat, so that a replica that is waited for has the first, too.
 * Every call of Redis costs more than the script around it: what is written of one key is written at once.
 */
const commitScript = homeScript(
	writing,
	`
local LOG, NOW, BEFORE, TIMERS, TOMB, CONVERSATIONS = unpack(KEYS, 8)
local expected, from, behind, state = take(), take(), take(), take()
local command, outcome, remember_ms = take(), take(), take()

if command ~= '' then
	for index = 9, 10 do
		local known = redis.call('HGET', KEYS[index], command)
		if known then
			redis.call('HSET', KEYS[index], command, known)
			return { 'repeated', known }
		end
	end
end
if expected == '' then
	local tombstone = redis.call('GET', TOMB)
	local left = tombstone and string.match(tombstone, '^[^\\n]*') or ''
	if left ~= from or redis.call('EXISTS', STATE) == 1 then return { 'conflict' } end
elseif redis.call('GETRANGE', STATE, 0, #expected - 1) ~= expected then
	return { 'conflict' }
end

local now = clock()
redis.call('SET', STATE, state)
if expected == '' then redis.call('ZADD', CONVERSATIONS, 0, KEY) end
if command ~= '' then
	redis.call('HSET', NOW, command, outcome)
	redis.call('PEXPIRE', NOW, remember_ms)
end
write('RPUSH', LOG, tonumber(take()))
write('HSET', IDS, 2 * take())

local lane, changed = fields(LANE), {}
if expected == '' and behind ~= '0' then changed.x = behind end

local withdraw, has_withdrawn = {}, false
for _ = 1, take() do
	local id = take()
	withdraw[id], has_withdrawn = take(), true
end
if has_withdrawn then
	for order, item in pairs(fields(OUTBOX)) do
		local records, id = string.match(item, '^(.)([^\\n]*)')
		if withdraw[id] and not lane['b' .. order] then
			redis.call('HDEL', OUTBOX, order)
			if records == '+' then note_delivery(now, id, ${deliveryRank.withdrawn}, 'withdrawn', withdraw[id], '', '', '') end
		end
	end
end

local added = tonumber(take())
write('HSET', OUTBOX, 2 * added)
local process, lease_ms, salt = take(), take(), take()
local token = false
if process ~= '' and added > 0 and tonumber(lane.u or 0) <= now then
	token = next_token(lane.t, lane.p, process, salt)
	changed.t, changed.p, changed.u = token, process, string.format('%.0f', now + lease_ms)
end
if added > 0 then
	redis.call('ZADD', SENDING, changed.u or lane.u or 0, KEY)
elseif has_withdrawn then
	list_sending()
end

for _ = 1, take() do note_delivery(now, take(), take(), take(), take(), take(), take(), take()) end
for _ = 1, take() do
	local timer, after_ms, about = take(), take(), take()
	local field = 'a' .. timer
	local before = changed[field]
	if before == nil then before = lane[field] end
	if before and (after_ms == '' or before ~= about) then
		redis.call('ZREM', TIMERS, timer .. ' ' .. KEY .. ' ' .. before)
	end
	if after_ms ~= '' then
		redis.call('ZADD', TIMERS, math.ceil(now + after_ms), timer .. ' ' .. KEY .. ' ' .. about)
		changed[field] = about
	elseif before then
		changed[field] = false
	end
end
for _ = 1, take() do
	local list, key, rest = take(), KEYS[tonumber(take())], take()
	redis.call('ZREM', key, KEY .. rest)
	changed['m' .. list] = false
end
for _ = 1, take() do
	local list, key, rest, score = take(), KEYS[tonumber(take())], take(), take()
	redis.call('ZADD', key, score, KEY .. rest)
	changed['m' .. list] = rest
end
change_fields(LANE, lane, changed)
local done_at = take()
if done_at ~= '' then
	local list, records, id, record = KEYS[tonumber(take())], KEYS[tonumber(take())], take(), take()
	redis.call('ZADD', list, done_at, id .. ' ' .. KEY)
	redis.call('HSET', records, id, record)
end
local channel, bell = take(), take()
if bell ~= '' then redis.call('SPUBLISH', channel, bell) end
return { 'committed', token }
`,
);

export interface CommitOptions extends AllKeysOptions {
	readonly lane: LaneRequest | undefined;
	/** Names this store among those who hear its bell. */
	readonly sender: string;
}

/** One script: all of it is written, or nothing. */
export async function commitChange(
	{ link, veil }: Pick<Parts, "link" | "veil">,
	home: Home,
	{ change, options }: { readonly change: Change; readonly options: CommitOptions },
): Promise<Committed> {
	const { keys, indexOf } = keysOf(home, change, options);
	const records = recordsOf(veil, home);
	const args = [
		...[home.member, ...stateArgs(change, records), ...commandArgs(change, records, options)],
		...counted(change.entries, (entry) => [records.writeEntry(entry)]),
		...counted(change.entries.filter(isOddlyNamed), records.writePosition),
		...counted(change.withdraw, (id) => [id, records.writeWithdrawn(id)]),
		...counted(change.outbox, records.writeItem),
		...laneArgs(options.lane),
		...counted(change.deliveries, records.deliveryArgs),
		...counted(change.timers, (timer) => timerArgs(timer, veil)),
		...listingArgs(change, { now: options.now, indexOf, veil }),
		...auditArgs(change.audit, { home, veil, indexOf }),
		...ringing(veil, home, { change, ...options }),
	];
	const reply = await link.run(commitScript, keys, args);
	const [status, more] = Array.isArray(reply) ? reply : [];
	if (status === "conflict") return { status };
	if (status === "repeated" && change.command !== undefined)
		return { status, outcome: records.readOutcome(change.command, String(more)) };
	return { status: "committed", lane: more === null ? undefined : (Number(more) as LaneToken) };
}

/** Lists of the partition are named with the change: each is one more key, known by its number. */
function keysOf(home: Home, { expected }: Change, { secret, ...options }: CommitOptions) {
	const keys = [...allKeys(home, { ...options, secret: expected.version === 0 ? secret : undefined })];
	const indexOf = (list: string): string => {
		const key = `${home.partition}${list}`;
		const known = keys.indexOf(key);
		return String(known < 0 ? keys.push(key) : known + 1);
	};
	return { keys, indexOf };
}

/** A log that goes on behind an erased one begins as if that were trimmed. */
function stateArgs({ expected, next, entries }: Change, { writeState }: Records): readonly string[] {
	const header = expected.version === 0 ? "" : stateHeader(expected);
	return [header, expected.commit, String(next.position - entries.length), writeState(next)];
}

/** Outcomes of a period are looked up in the next one, too, and then gone: also from what is erased later. */
function commandArgs(
	{ command, outcome }: Change,
	{ commandField, writeOutcome }: Records,
	{ now, rememberMs }: CommitOptions,
): readonly string[] {
	if (command === undefined) return ["", "", ""];
	const until = (Math.floor(now / rememberMs) + 2) * rememberMs;
	return [commandField(command), writeOutcome(command, outcome), String(Math.ceil(until - now))];
}

function laneArgs(lane: LaneRequest | undefined): readonly string[] {
	return lane === undefined ? ["", "", ""] : [lane.process, String(lane.leaseMs), newSalt()];
}

function isOddlyNamed({ id, position }: Entry): boolean {
	return positionInId(id) !== position;
}

const longestMs = 2 ** 52;

function timerArgs(timer: TimerChange, veil: Veil): readonly string[] {
	if ("cancel" in timer) return [timer.cancel, "", ""];
	const about = veil.hide(timer.about, timer.set);
	return [timer.set, String(Math.min(timer.afterMs, longestMs)), about];
}

/** A line of a list: the conversation, and what is said of it there. */
interface Line {
	readonly list: string;
	readonly score: number;
	readonly rest: string;
}

interface ListingOptions {
	readonly now: number;
	/** The number of the list's key. */
	readonly indexOf: (list: string) => string;
	readonly veil: Veil;
}

/** What the conversation is no longer listed as, and what it is listed as now. */
function listingArgs(change: Change, { now, indexOf, veil }: ListingOptions): readonly string[] {
	const { index, tell } = change;
	const lines = (facts: IndexFacts | undefined): readonly Line[] =>
		facts === undefined ? [] : linesOf(change, facts, { now, veil });
	const told = tell.map((app) => ({ list: newsOf(veil, app), score: toldPosition(change, app), rest: "" }));
	const entered = lines(index?.after);
	const left = lines(index?.before).filter((line) => !entered.some((other) => isSamePlace(line, other)));
	return [
		...counted(left, ({ list, rest }) => [list, indexOf(list), rest]),
		...counted([...entered, ...told], ({ list, rest, score }) => [list, indexOf(list), rest, String(score)]),
	];
}

function isSamePlace(one: Line, other: Line): boolean {
	return one.list === other.list && one.rest === other.rest;
}

function linesOf(
	{ next }: Change,
	facts: IndexFacts,
	{ now, veil }: Omit<ListingOptions, "indexOf">,
): readonly Line[] {
	const { bot, holder, waitingSince, leftSince, openSince, taughtAt } = facts;
	const rest = ` ${hideBot(veil, bot)}`;
	const lines: Line[] = [];
	if (waitingSince !== undefined) lines.push({ list: "waiting", score: waitingSince, rest });
	if (leftSince !== undefined) lines.push({ list: "left", score: leftSince, rest });
	if (holder !== undefined) lines.push({ list: heldBy(veil, holder), score: heldSince(next, now), rest });
	if (openSince !== undefined) lines.push({ list: openOf(veil, bot), score: openSince, rest });
	if (taughtAt !== undefined) lines.push({ list: taughtOf(veil, bot), score: taughtAt, rest });
	return lines;
}

/** How many there are, and then what each is. */
function counted<Item>(items: readonly Item[], args: (item: Item) => readonly string[]): readonly string[] {
	return [String(items.length), ...items.flatMap(args)];
}
