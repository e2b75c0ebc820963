import type { Brand } from "../brand.js";
import { BatonError } from "../error.js";

/** One conversation: the channel, the business's own id on it, the conversation's id. Two pages never share one. */
export type ConversationKey = Brand<string, "ConversationKey">;

/** What a key is made of. */
export interface KeyParts {
	/** The Bot Framework channel id, for instance `facebook`. */
	readonly channel: string;
	/** The business's own id on the channel: page, agent, bot account. */
	readonly business: string;
	/** The conversation's id on the channel. */
	readonly conversation: string;
}

/**
 * Makes the key of a conversation. Each part is percent-encoded, so that no two triples give the same key.
 *
 * @throws BatonError `bad-conversation-key` if a part is missing or empty
 */
export function conversationKey({ channel, business, conversation }: KeyParts): ConversationKey {
	if (!(isPart(channel) && isPart(business) && isPart(conversation))) {
		throw new BatonError(
			"bad-conversation-key",
			`Cannot name the conversation: channel, business and conversation must be non-empty strings, got ${JSON.stringify({ channel, business, conversation })}`,
		);
	}
	return `${escapePart(channel)}/${escapePart(business)}/${escapePart(conversation)}` as ConversationKey;
}

/** Reads a key back into its parts. @throws BatonError `bad-conversation-key` if it is not one */
export function parseConversationKey(value: unknown): KeyParts & { readonly key: ConversationKey } {
	if (typeof value === "string") {
		const [channel, business, conversation, more] = value.split("/").map(unescapePart);
		if (channel && business && conversation && more === undefined) {
			const key = conversationKey({ channel, business, conversation });
			if (key === value) return { channel, business, conversation, key };
		}
	}
	throw new BatonError(
		"bad-conversation-key",
		`Cannot read the conversation key ${JSON.stringify(value)}: expected three percent-encoded parts, as conversationKey() makes them`,
	);
}

function isPart(value: unknown): value is string {
	return typeof value === "string" && value !== "";
}

const plain = /^[\w.:@=+-]*$/;

function escapePart(part: string): string {
	return plain.test(part) ? part : encodeURIComponent(part.toWellFormed?.() ?? part);
}

function unescapePart(part: string): string | undefined {
	try {
		return decodeURIComponent(part);
	} catch {
		return undefined;
	}
}
