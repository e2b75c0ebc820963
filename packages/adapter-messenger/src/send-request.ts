/** A call to the Send API, without whom it goes to. https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export type SendRequest = MessageRequest | SenderActionRequest;

export interface MessageRequest {
	readonly message: Message;
	/** Default: `RESPONSE`. */
	readonly messaging_type?: MessagingType | undefined;
	readonly tag?: string | undefined;
	readonly persona_id?: string | undefined;
	readonly notification_type?: "REGULAR" | "SILENT_PUSH" | "NO_PUSH" | undefined;
	readonly reply_to?: { readonly mid: string } | undefined;
}

interface SenderActionRequest {
	readonly sender_action: SenderAction;
	readonly persona_id?: string | undefined;
	/** Of reactions: what is reacted to, and with what. */
	readonly payload?: { readonly message_id: string; readonly reaction?: string | undefined } | undefined;
}

type MessagingType = "RESPONSE" | "UPDATE" | "MESSAGE_TAG" | "UTILITY";
export type SenderAction = "typing_on" | "typing_off" | "mark_seen" | "react" | "unreact";

/** Text or an attachment, never both. */
export interface Message {
	readonly text?: string | undefined;
	readonly attachment?: Attachment | undefined;
	readonly quick_replies?: readonly QuickReply[] | undefined;
	readonly sticker_id?: string | undefined;
	/** Comes back in the echo. */
	readonly metadata?: string | undefined;
	/** What a bot has given along in its channel data. */
	readonly [member: string]: unknown;
}

export type MediaType = "image" | "audio" | "video" | "file";

export type Attachment = MediaAttachment | TemplateAttachment;

export interface MediaAttachment {
	readonly type: MediaType;
	readonly payload: {
		readonly url?: string | undefined;
		readonly attachment_id?: string | undefined;
		readonly is_reusable?: boolean | undefined;
	};
}

export interface TemplateAttachment {
	readonly type: "template";
	readonly payload: Template;
}

export interface Template {
	readonly template_type: string;
	/** Of button templates. */
	readonly text?: string | undefined;
	readonly buttons?: readonly Button[] | undefined;
	readonly elements?: readonly Element[] | undefined;
	readonly [member: string]: unknown;
}

export interface Element {
	readonly title?: string | undefined;
	readonly subtitle?: string | undefined;
	readonly image_url?: string | undefined;
	readonly default_action?: Button | undefined;
	readonly buttons?: readonly Button[] | undefined;
	readonly [member: string]: unknown;
}

export interface Button {
	readonly type: string;
	readonly title?: string | undefined;
	readonly url?: string | undefined;
	readonly payload?: string | undefined;
	readonly [member: string]: unknown;
}

export interface QuickReply {
	readonly content_type: "text" | "user_phone_number" | "user_email";
	readonly title?: string | undefined;
	readonly payload?: string | undefined;
	readonly image_url?: string | undefined;
}
