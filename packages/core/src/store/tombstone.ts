import { createHmac, randomBytes } from "node:crypto";
import type { Epoch } from "../control/control.js";
import type { Conversation } from "../conversation/conversation.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Tombstone } from "../conversation/store.js";

/** How long a tombstone stands: longer than any platform repeats a webhook and any outage is likely to last. */
export const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000;

/** A secret of a store, made once and kept in it, so that nobody can find out by trying which keys were erased. */
export function newSecret(): string {
	return randomBytes(32).toString("base64url");
}

/** The fact under which a tombstone is kept: nothing of the key can be read from it. */
export function tombstoneName(secret: string, key: ConversationKey): string {
	return `erased:${createHmac("sha256", secret).update(key).digest("base64url")}`;
}

/** `before` is what there was: a conversation, or a tombstone already. `at` is when it was erased, if it was. */
export function newTombstone(
	before: Conversation | Tombstone | undefined,
	at: number | undefined,
): Tombstone {
	const epoch = before === undefined || "epoch" in before ? before?.epoch : before.control.epoch;
	return {
		at,
		commit: randomBytes(9).toString("base64url"),
		position: before?.position ?? 0,
		epoch: epoch ?? (0 as Epoch),
	};
}
