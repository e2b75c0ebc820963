import { nothingErased } from "../../conversation/erased.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { UserId } from "../../conversation/participants.js";
import { factsOf } from "../../conversation/person-fact.js";
import { factNamesKey } from "./facts.js";
import { keyOf } from "./keyspace.js";
import { linksOf } from "./links.js";
import type { Part, Parts } from "./parts.js";
import { texts } from "./replies.js";
import { scriptOf } from "./script.js";

const eraseFactsScript = scriptOf(`
local count = 0
for _, fact in ipairs(redis.call('SMEMBERS', KEYS[1])) do count = count + redis.call('DEL', fact) end
redis.call('DEL', KEYS[1])
return count
`);

interface Users extends Part<"readConversationsOf" | "eraseUser"> {
	/**
	 * Before the conversation begins, so that none is missing: one that does not stand does not count. And after it,
	 * if it began anew: whoever finds that there is none takes it off the list.
	 */
	noteBegun(key: ConversationKey, user: UserId): Promise<void>;
	/** It did not begin, or is no more. */
	noteNotBegun(key: ConversationKey, user: UserId): Promise<void>;
}

/** A user's conversations are in many partitions: which they are is kept with the user. */
export function usersOf(parts: Parts): Users {
	const { link, keyspace } = parts;
	const { readLink, writeLink } = linksOf(parts);
	const listOf = (user: UserId): string => keyOf(keyspace.placeOf(user), "w");

	async function stands(key: ConversationKey): Promise<boolean> {
		const state = keyOf(keyspace.homeOf(key), "s");
		return (await link.read(state, ["EXISTS", state])) === 1;
	}

	async function noteBegun(key: ConversationKey, user: UserId): Promise<void> {
		await link.write(listOf(user), ["SADD", listOf(user), keyspace.homeOf(key).member]);
	}

	async function noteNotBegun(key: ConversationKey, user: UserId): Promise<void> {
		if (await stands(key)) return;
		await link.write(listOf(user), ["SREM", listOf(user), keyspace.homeOf(key).member]);
		if (await stands(key)) await noteBegun(key, user);
	}

	async function readListed(user: UserId): Promise<readonly ConversationKey[]> {
		return texts(await link.read(listOf(user), ["SMEMBERS", listOf(user)])).map(keyspace.keyFrom);
	}

	return {
		noteBegun,
		noteNotBegun,
		async readConversationsOf(user) {
			const keys = await readListed(user);
			const standing = await Promise.all(keys.map(stands));
			return keys.filter((_, index) => standing[index]);
		},
		async eraseUser(user) {
			const links = (await readLink(user)) === undefined ? 0 : 1;
			await writeLink(user, undefined);
			for (const key of await readListed(user)) await noteNotBegun(key, user);
			const facts = Number(await link.run(eraseFactsScript, [factNamesKey(keyspace, factsOf(user))], []));
			return { ...nothingErased, links, facts };
		},
	};
}
