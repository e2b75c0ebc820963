import { checkCount, checkLength } from "./check-length.js";
import { checkTemplate } from "./check-template.js";
import { refusal } from "./platform-errors.js";
import { platformLimits } from "./platform-limits.js";
import { parseTemplate, type SentMessage } from "./send-schema.js";

const mediaTypes: ReadonlySet<string> = new Set(["image", "audio", "video", "file"]);

/** Refuses every message that Messenger refuses for what it is. */
export function checkMessage(message: SentMessage, hasFile: boolean): void {
	const { text, attachment, quick_replies, metadata } = message;
	if (text !== undefined && attachment !== undefined)
		throw refusal("bad-parameter", "(#100) Cannot send text and an attachment in one message");
	if (attachment === undefined && message.sticker_id === undefined && !text?.trim())
		throw refusal("empty-message");
	checkLength("message[text]", text, platformLimits.text);
	checkLength("message[metadata]", metadata, platformLimits.metadata);
	checkQuickReplies(quick_replies);
	if (attachment === undefined) return;
	const { type, payload } = attachment;
	if (type === "template") checkTemplate(parseTemplate(payload));
	else if (!mediaTypes.has(type))
		throw refusal("bad-parameter", `(#100) Param message[attachment][type] must not be "${type}"`);
	else if (!hasFile && !payload.url && !payload.attachment_id) throw refusal("empty-message");
}

function checkQuickReplies(replies: SentMessage["quick_replies"] = []): void {
	checkCount("message[quick_replies]", replies, platformLimits.quickReplies);
	for (const { content_type, title, payload } of replies) {
		if (content_type === "user_phone_number" || content_type === "user_email") continue;
		if (content_type !== "text")
			throw refusal("bad-parameter", `(#100) Quick replies have no content_type "${content_type}"`);
		if (!title?.trim()) throw refusal("quick-reply-title");
		if (!payload) throw refusal("quick-reply-payload");
		checkLength("title of a quick reply", title, platformLimits.quickReplyTitle);
		checkLength("payload of a quick reply", payload, platformLimits.payload);
	}
}
