import { createHash } from "node:crypto";
import type { ConversationKey, EntryId } from "@baton/core";

/** What a message carries, and its echo brings back: which part of which entry of which conversation it is. */
export interface Part {
	readonly entry: EntryId;
	/** From 1. */
	readonly part: number;
	readonly parts: number;
}

/**
 * `baton:<conversation>:<part>/<parts>:<entry>`, and after a space what the bot itself had given along. The
 * conversation is there as a hash: an echo that names another one is not ours.
 */
export function writeMetadata(key: ConversationKey, { entry, part, parts }: Part, own?: string): string {
	const mark = `baton:${hashOf(key)}:${part}/${parts}:${entry}`;
	return own === undefined || own === "" ? mark : `${mark} ${own}`;
}

const pattern = /^baton:([\w-]{12}):([1-9]\d{0,3})\/([1-9]\d{0,3}):(\S+)(?: |$)/;

/** Which part this echo is of, or `undefined` if it is not of this conversation, or not ours at all. */
export function readMetadata(key: ConversationKey, metadata: unknown): Part | undefined {
	const found = typeof metadata === "string" ? pattern.exec(metadata) : null;
	if (found === null || found[1] !== hashOf(key)) return undefined;
	const [part, parts] = [Number(found[2]), Number(found[3])];
	return part > parts ? undefined : { entry: found[4] as EntryId, part, parts };
}

const known = new Map<ConversationKey, string>();
const remembered = 10_000;

/** On the way of every message: most are of a conversation that was just heard of. */
function hashOf(key: ConversationKey): string {
	const hash = known.get(key) ?? createHash("sha256").update(key).digest("base64url").slice(0, 12);
	if (known.size >= remembered) known.clear();
	known.set(key, hash);
	return hash;
}
