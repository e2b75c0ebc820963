import type { ConversationKey, Representative } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { limits } from "./limits.js";
import { checkRequest } from "./limits-check.js";
import { type Part, writeMetadata } from "./metadata.js";
import { recipientOf } from "./recipient.js";
import type { MessageRequest, SendRequest } from "./send-request.js";

/** Who says it, and how. */
export interface Speaker {
	readonly persona: string | undefined;
	/** Stands before the text where there is no persona. */
	readonly name?: string | undefined;
	readonly isTagged?: boolean | undefined;
}

interface Parcel {
	readonly key: ConversationKey;
	/** The conversation's id at Messenger. */
	readonly person: string;
	readonly request: MessageRequest;
	readonly part: Part;
	readonly by: Speaker;
}

/** A message as it is posted. */
export function bodyOf({ key, person, request, part, by }: Parcel): object {
	const { message, messaging_type = "RESPONSE", ...beside } = request;
	const { persona, name, isTagged } = by;
	const metadata = writeMetadata(key, part, message.metadata);
	const isFirst = name !== undefined && part.part === 1;
	const text = isFirst ? named(name, message.text) : message.text;
	return {
		...beside,
		recipient: recipientOf(person),
		messaging_type: isTagged ? "MESSAGE_TAG" : messaging_type,
		tag: isTagged ? humanAgentTag : request.tag,
		persona_id: persona,
		message: { ...message, text, metadata },
	};
}

/** Where it fits: what they say goes before who they are. */
function named(name: string, text: string | undefined): string | undefined {
	const both = `${name}: ${text}`;
	return text === undefined || both.length > limits.text ? text : both;
}

const humanAgentTag = "HUMAN_AGENT";

/**
 * What goes out is checked before the first part does.
 *
 * @throws BatonError `messenger-limit`
 */
export function prepare(request: SendRequest, human: Representative | undefined): SendRequest {
	if ("sender_action" in request) return request;
	if (request.tag !== humanAgentTag) {
		checkRequest(request);
		return request;
	}
	if (human === undefined)
		throw new BatonError(
			"messenger-limit",
			`Cannot send this to Messenger: the tag ${humanAgentTag} is for what a human says, and a bot says this`,
		);
	const { tag, messaging_type, ...untagged } = request;
	checkRequest(untagged);
	return untagged;
}
