/** Whom the Send API is told to send to. https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export type SendRecipient = { readonly id: string } | { readonly user_ref: string };

const byReference = "user_ref:";

/**
 * The id of a conversation: the person's page-scoped id. Somebody who came through a plugin and has none yet is
 * known by what the plugin calls them, marked so that the two never meet.
 */
export function conversationOf(recipient: SendRecipient): string {
	return "id" in recipient ? recipient.id : `${byReference}${recipient.user_ref}`;
}

/** The way back. */
export function recipientOf(conversation: string): SendRecipient {
	return conversation.startsWith(byReference)
		? { user_ref: conversation.slice(byReference.length) }
		: { id: conversation };
}
