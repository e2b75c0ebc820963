import type { ConversationKey } from "../../conversation/key.js";
import { tombstoneName } from "../tombstone.js";
import { homeKeys } from "./home-script.js";
import { type Home, keyOf } from "./keyspace.js";

export interface AllKeysOptions {
	/** By the store's clock, epoch milliseconds. */
	readonly now: number;
	readonly rememberMs: number;
	/** The secret of the store under which tombstones are named; nothing where a tombstone does not matter. */
	readonly secret: string | undefined;
}

/** All keys of a conversation, and of its partition, that are known beforehand. */
export function allKeys(home: Home, options: AllKeysOptions): readonly string[] {
	const { partition, key } = home;
	return [
		...homeKeys(home),
		keyOf(home, "e"),
		...commandKeys(home, options),
		`${partition}timers`,
		options.secret === undefined ? `${partition}z` : tombstoneKey(partition, key, options.secret),
		`${partition}conversations`,
		keyOf(home, "a"),
	];
}

/** Outcomes are kept by the period in which they were made: each for one period at least, and two at most. */
export function commandKeys(
	home: Home,
	{ now, rememberMs }: Pick<AllKeysOptions, "now" | "rememberMs">,
): readonly [now: string, before: string] {
	const period = Math.floor(now / rememberMs);
	return [keyOf(home, `c${period}`), keyOf(home, `c${period - 1}`)];
}

/** In the conversation's partition, under a name from which nothing of it can be read. */
export function tombstoneKey(partition: string, key: ConversationKey, secret: string): string {
	return `${partition}z:${tombstoneName(secret, key)}`;
}
