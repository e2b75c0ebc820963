import type { Change } from "../../conversation/change.js";
import type { CommandId } from "../../conversation/command.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { Committed, Loaded } from "../../conversation/store.js";
import { commandKeys, tombstoneKey } from "./all-keys.js";
import { type CommitOptions, commitChange } from "./commit.js";
import { keyOf } from "./keyspace.js";
import type { Part, Parts } from "./parts.js";
import { recordsOf } from "./records.js";
import { pairs, textOf } from "./replies.js";
import { scriptOf } from "./script.js";
import { parseTombstone } from "./state.js";
import { usersOf } from "./users.js";

/** What is remembered of a command is written again, so that whoever waits for a replica waits for that, too. */
const loadScript = scriptOf(`
local state = redis.call('GET', KEYS[1])
if not state then return { false, {}, false, redis.call('GET', KEYS[5]) } end
local command = ARGV[1]
local recorded = false
if command ~= '' then
	for index = 3, 4 do
		local known = redis.call('HGET', KEYS[index], command)
		if known then
			redis.call('HSET', KEYS[index], command, known)
			recorded = known
		end
	end
end
return { state, redis.call('HGETALL', KEYS[2]), recorded }
`);

export interface ConversationOptions {
	readonly rememberMs: number;
	readonly sender: string;
	readonly secret: string;
}

export function conversationsOf(parts: Parts, options: ConversationOptions): Part<"load" | "commit"> {
	const { link, keyspace, recent } = parts;
	const read = loading(parts, options);
	const { noteBegun, noteNotBegun } = usersOf(parts);

	/** A conversation that begins is noted with its user, too. */
	async function write(change: Change, now: CommitOptions): Promise<Committed> {
		const { key, expected, next } = change;
		const home = keyspace.homeOf(key);
		if (expected.version > 0) return commitChange(parts, home, { change, options: now });
		await noteBegun(key, next.user.id);
		const committed = await commitChange(parts, home, { change, options: now });
		if (committed.status === "conflict") await noteNotBegun(key, next.user.id);
		else if (expected.commit !== "") await noteBegun(key, next.user.id);
		return committed;
	}

	return {
		load(key, command, how) {
			const remembered = how?.recent === true ? recent.find(key) : undefined;
			if (remembered === undefined) return read(key, command);
			return { ...remembered, recorded: undefined, remembered: true };
		},
		async commit(change, lane) {
			try {
				const committed = await write(change, { ...options, now: link.now(), lane });
				if (committed.status === "committed") recent.committed(change);
				else recent.forget(change.key);
				return committed;
			} catch (error) {
				// Nobody knows whether it was written.
				recent.forget(change.key);
				throw error;
			}
		},
	};
}

/** Reads a conversation, and keeps it as what this process saw last. */
export function loading(
	{ link, keyspace, recent, veil }: Parts,
	{ rememberMs, secret }: Omit<ConversationOptions, "sender">,
): (key: ConversationKey, command?: CommandId) => Promise<Loaded> {
	return async (key, command) => {
		const home = keyspace.homeOf(key);
		const records = recordsOf(veil, home);
		const commands = commandKeys(home, { now: link.now(), rememberMs });
		const tombstone = tombstoneKey(home.partition, key, secret);
		const keys = [keyOf(home, "s"), keyOf(home, "o"), ...commands, tombstone];
		const field = command === undefined ? "" : records.commandField(command);
		const reply = await (field === "" ? link.look : link.run)(loadScript, keys, [field]);
		const [state, items, recorded, left] = (Array.isArray(reply) ? reply : []) as readonly unknown[];
		const value = textOf(state);
		const tombstoneLeft = textOf(left);
		if (value === undefined)
			return nothing(tombstoneLeft === undefined ? undefined : veil.open(tombstoneLeft, tombstone));
		const remembered = { conversation: records.readState(value), outbox: records.readItems(pairs(items)) };
		recent.keep(key, remembered);
		const kept = textOf(recorded);
		const outcome =
			command === undefined || kept === undefined ? undefined : records.readOutcome(command, kept);
		return { ...remembered, recorded: outcome };
	};
}

function nothing(tombstone: string | undefined): Loaded {
	const none = { conversation: undefined, outbox: [], recorded: undefined };
	return tombstone === undefined ? none : { ...none, erased: parseTombstone(tombstone) };
}
