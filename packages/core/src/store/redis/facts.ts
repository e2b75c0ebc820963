import type { AppId } from "../../control/control.js";
import { factParts } from "../fact-rules.js";
import { type Keyspace, keyOf } from "./keyspace.js";
import type { Part, Parts } from "./parts.js";
import { textOf } from "./replies.js";
import { scriptOf } from "./script.js";

/** Facts about a person are in one partition, with a list of them that stands as long as the last of them. */
const keepScript = scriptOf(`
local fact, names = unpack(KEYS)
local value, for_ms, claims = ARGV[1], ARGV[2], ARGV[3] == '1'
if claims then
	local standing = redis.call('GET', fact)
	if standing then return standing end
end
redis.call('SET', fact, value, 'PX', for_ms)
if names then
	redis.call('SADD', names, fact)
	if redis.call('PTTL', names) < tonumber(for_ms) then redis.call('PEXPIRE', names, for_ms) end
end
return value
`);

/** The list of the facts about one person. */
export function factNamesKey(keyspace: Keyspace, subject: string): string {
	return keyOf(keyspace.placeOf(subject), "y");
}

export function factsOf({
	link,
	keyspace,
	veil,
}: Parts): Part<"readFact" | "writeFact" | "claimFact" | "readPresence" | "writePresence"> {
	/** The fact, and the list that it belongs to, if it is about a person. */
	function keysOf(name: string): readonly [fact: string, ...names: readonly string[]] {
		const [subject] = factParts(name);
		if (subject === "any") return [keyOf(keyspace.placeOf(name), "x")];
		const { partition } = keyspace.placeOf(subject);
		const fact = keyOf({ partition, name: keyspace.placeOf(name).name }, "x");
		return [fact, factNamesKey(keyspace, subject)];
	}

	async function keep(name: string, value: string, how: { forMs: number; claims: boolean }): Promise<string> {
		const forMs = String(Math.max(1, Math.ceil(how.forMs)));
		const [fact, ...names] = keysOf(name);
		const args = [veil.seal(value, fact), forMs, how.claims ? "1" : "0"];
		return veil.open(String(await link.run(keepScript, [fact, ...names], args)), fact);
	}

	async function readKept(key: string): Promise<string | undefined> {
		const kept = textOf(await link.read(key, ["GET", key]));
		return kept === undefined ? undefined : veil.open(kept, key);
	}

	const presenceKey = (app: AppId): string => keyOf(keyspace.placeOf(app), "p");

	return {
		async readFact(name) {
			const [fact] = keysOf(name);
			return readKept(fact);
		},
		async writeFact(name, value, forMs) {
			const [fact] = keysOf(name);
			if (value === undefined) await link.write(fact, ["DEL", fact]);
			else await keep(name, value, { forMs, claims: false });
		},
		claimFact: (name, value, forMs) => keep(name, value, { forMs, claims: true }),
		async readPresence(app) {
			const until = await readKept(presenceKey(app));
			return until === undefined ? undefined : Number(until);
		},
		async writePresence(app, until) {
			await link.write(presenceKey(app), [
				"SET",
				presenceKey(app),
				veil.seal(String(until), presenceKey(app)),
			]);
		},
	};
}
