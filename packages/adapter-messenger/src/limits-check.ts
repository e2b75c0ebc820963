import { limits } from "./limits.js";
import { broken, checkCount, checkLength } from "./limits-rules.js";
import { checkTemplate } from "./limits-template.js";
import type { Message, MessageRequest, QuickReply } from "./send-request.js";

/**
 * Checks what Meta would refuse, before it is sent.
 *
 * @throws BatonError `messenger-limit`; its message names the limit and what was given
 */
export function checkMessage(message: Message): void {
	const { text, attachment, quick_replies, metadata, sticker_id } = message;
	if (text !== undefined && attachment !== undefined)
		throw broken("a message has text or an attachment, not both: send two");
	if (attachment === undefined && !text?.trim() && sticker_id === undefined)
		throw broken("a message has text, an attachment or a sticker: this has none");
	checkLength("text", text, limits.text);
	checkLength("metadata", metadata, limits.metadata);
	checkCount("quick replies", quick_replies, limits.quickReplies);
	quick_replies?.forEach(checkQuickReply);
	if (attachment?.type === "template") checkTemplate(attachment.payload);
	else if (attachment !== undefined) checkMedia(attachment);
}

/** Message tags that are gone: https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags */
const goneTags: ReadonlySet<string> = new Set([
	"ACCOUNT_UPDATE",
	"CONFIRMED_EVENT_UPDATE",
	"POST_PURCHASE_UPDATE",
]);

/**
 * Checks what goes beside a message.
 *
 * @throws BatonError `messenger-limit`
 */
export function checkRequest({ message, messaging_type, tag }: MessageRequest): void {
	checkMessage(message);
	if (tag !== undefined && goneTags.has(tag))
		throw broken(`the tag ${tag} is refused since 27 April 2026: use a utility message, or no tag`);
	if (tag !== undefined && messaging_type !== "MESSAGE_TAG")
		throw broken(`the tag ${tag} needs the messaging type MESSAGE_TAG`);
	if (tag === "CUSTOMER_FEEDBACK" && templateOf(message) !== "customer_feedback")
		throw broken("the tag CUSTOMER_FEEDBACK is for the template customer_feedback");
	if (messaging_type === "MESSAGE_TAG" && tag === undefined)
		throw broken("the messaging type MESSAGE_TAG needs a tag");
}

function templateOf({ attachment }: Message): string | undefined {
	return attachment?.type === "template" ? attachment.payload.template_type : undefined;
}

function checkQuickReply({ content_type, title, payload }: QuickReply): void {
	if (content_type === "user_phone_number" || content_type === "user_email") return;
	if (content_type !== "text")
		throw broken(`a quick reply is of text, user_phone_number or user_email, this is of ${content_type}`);
	if (!title?.trim()) throw broken("a quick reply needs a title");
	if (!payload) throw broken(`the quick reply ${JSON.stringify(title)} needs a payload`);
	checkLength("title of a quick reply", title, limits.quickReplyTitle);
	checkLength("payload of a quick reply", payload, limits.quickReplyPayload);
}

function checkMedia({ type, payload }: Exclude<Message["attachment"], undefined>): void {
	if (!payload.url && !payload.attachment_id)
		throw broken(`an attachment of type ${type} needs a url or an attachment_id`);
}
