import { createHmac } from "node:crypto";
import type { ConversationKey } from "../../conversation/key.js";
import { tagsOf } from "./slots.js";
import type { Veil } from "./veil.js";

/*
 * The layout: every key begins with the prefix and the hash tag of its partition, so that a partition is in one
 * slot. What a conversation has is named by a letter and the conversation; what a partition has, by a word.
 *
 * s  state: version, commit and JSON     string     conversations      all of the partition          zset
 * e  log, an entry each                  list       timers             timer, conversation, about    zset
 * o  outbox, by order                    hash       sending            conversation by lease         zset
 * d  deliveries, by entry                hash       waiting            conversation by time          zset
 * f  ids: the channel's, and odd ones    hash       held:app           conversation by time          zset
 * a  cursors, by app                     hash       open:bot           conversation by time          zset
 * c  outcomes, by command and period     hash       taught:bot         conversation by time          zset
 * z  tombstone, under a hash             string     news:app           conversation by place         zset
 * l  the lane: t token, p process,       hash       undelivered        conversation and entry        zset
 *    u lease, b begun, by order;                    audit              record and conversation       zset
 *                                                   h:audit            what was done, by record      hash
 *                                                   bell               channel
 *    a what a timer is about;            elsewhere, by the user, the account, the app or the name:
 *    m which lists it is in;             u  account of a user      v  users of an account
 *    x how much of the log is trimmed    w  conversations          p  presence of an app
 *                                        x  fact                   y  names of facts about a person
 */

/** Where in Redis something is: in which partition, and under which name there. */
export interface Place {
	readonly partition: Partition;
	readonly name: string;
}

/** A conversation and where it is. */
export interface Home extends Place {
	readonly key: ConversationKey;
	/** As lists and scripts know it: without spaces. */
	readonly member: string;
}

/** How the keys of a partition begin. */
export type Partition = string;

export interface KeyspaceOptions {
	readonly prefix: string;
	readonly partitions: number;
	readonly keySecret: string | undefined;
	readonly veil: Veil;
}

export interface Keyspace {
	readonly partitions: readonly Partition[];
	/** Where something is that is not a conversation. */
	placeOf(name: string): Place;
	homeOf(key: ConversationKey): Home;
	/** The conversation that is so named in a list. */
	keyFrom(member: string): ConversationKey;
}

export function createKeyspace({ prefix, partitions: count, keySecret, veil }: KeyspaceOptions): Keyspace {
	const partitions = tagsOf(count).map((tag) => `${prefix}{${tag}}:`);
	const partitionOf = (text: string): Partition => partitions[hashOf(text) % count] ?? "";
	const nameOf =
		keySecret === undefined
			? veil.name
			: (text: string) => createHmac("sha256", keySecret).update(text, "utf16le").digest("base64url");
	return {
		partitions,
		placeOf: (name) => ({ partition: partitionOf(name), name: nameOf(name) }),
		homeOf: (key) => ({ partition: partitionOf(key), name: nameOf(key), key, member: memberOf(veil, key) }),
		keyFrom: (member) => veil.reveal(member, "conversation") as ConversationKey,
	};
}

function memberOf(veil: Veil, key: ConversationKey): string {
	return veil.hide(key, "conversation");
}

/** What of something the letter stands for. */
export function keyOf({ partition, name }: Place, letter: string): string {
	return `${partition}${letter}:${name}`;
}

/** FNV-1a. Never to be changed: it says where everything is. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++)
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	return hash >>> 0;
}
