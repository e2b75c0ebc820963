import type { Representative } from "../control/representative.js";
import type { ConversationReference } from "../conversation/activity.js";
import type { OutboxItem } from "../conversation/change.js";
import type { ChannelTraits } from "../conversation/channel-traits.js";
import type { ConversationKey } from "../conversation/key.js";

/** Whom to send to. */
export interface Recipient {
	readonly key: ConversationKey;
	readonly reference: ConversationReference;
	/** The channel's own id of the message, for updates and deletions. */
	readonly nativeId: string | undefined;
}

/** What the channel answered. */
export type SendResult =
	| { readonly state: "sent"; readonly nativeId?: string | undefined }
	/** Refused for good. */
	| { readonly state: "failed"; readonly error: string }
	/** Not now, and certainly not sent: tried again after `afterMs`, or after a pause that grows. */
	| { readonly state: "retry"; readonly error: string; readonly afterMs?: number | undefined }
	/** Nobody can say whether it arrived. */
	| { readonly state: "unknown"; readonly error: string };

/** Where the user writes, and how what is said reaches them. */
export interface Channel extends ChannelTraits {
	/**
	 * Which process can send: any (`anywhere`), the one that holds the user's connection (`connection`), or only
	 * the one that answers the request (`response`).
	 */
	readonly reach: "anywhere" | "connection" | "response";
	/**
	 * How a send whose outcome is unknown may be repeated: `idempotent` if the channel drops a second send of the
	 * same item id, `confirm-by-echo` if it tells what it sent (`reportDelivery` with `sent`), `at-most-once`
	 * if it does neither.
	 */
	readonly repeat: "idempotent" | "confirm-by-echo" | "at-most-once";
	/**
	 * Sends one item. The lane calls it in order, one at a time per conversation. A rejection counts as
	 * `unknown`: something may have been sent.
	 */
	send(item: OutboxItem, to: Recipient): Promise<SendResult>;
	/** Shows the user that somebody is typing, and who. */
	showTyping?(to: Recipient, by: Representative): Promise<void>;
}
