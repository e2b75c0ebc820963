/** Whom the Send API is told to send to. https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export type SendRecipient = { readonly id: string } | { readonly user_ref: string };

const byReference = "user_ref:";

/**
 * The id of a conversation: the person's page-scoped id. Somebody who came through a plugin and has none yet is
 * known by what the plugin calls them, marked so that the two never meet.
 */
export function conversationIdOf(person: { readonly id: string } | { readonly userRef: string }): string {
	return "id" in person ? person.id : `${byReference}${person.userRef}`;
}

/** The way back. */
export function recipientOf(conversation: string): SendRecipient {
	return conversation.startsWith(byReference)
		? { user_ref: conversation.slice(byReference.length) }
		: { id: conversation };
}
