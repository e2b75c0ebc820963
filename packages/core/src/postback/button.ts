import type { ButtonLimits } from "./limits.js";

export interface ButtonOptions {
	readonly title: string;
	/** What the user is shown to have said, where the channel can show it. */
	readonly displayText?: string | undefined;
	/** URL of a picture. */
	readonly image?: string | undefined;
	/** Where the button will be shown. Left out, it fits every channel that Baton knows. */
	readonly channelId?: string | undefined;
	/** Overrides what is known of the channel. */
	readonly limits?: ButtonLimits | undefined;
}

/** A Bot Framework button, for cards and for suggested actions. */
export interface CardAction {
	readonly type: "postBack";
	readonly title: string;
	/** `JSON.stringify({ type, payload })`. */
	readonly value: string;
	readonly displayText?: string;
	readonly image?: string;
}

/** A quick reply as Messenger and Botkit have it. */
export interface QuickReply {
	readonly content_type: "text";
	readonly title: string;
	/** `JSON.stringify({ type, payload })`. */
	readonly payload: string;
	readonly image_url?: string;
}

/** Makes the button of what goes on the wire. */
export function toCardAction(value: string, { title, displayText, image }: ButtonOptions): CardAction {
	return {
		type: "postBack",
		title,
		value,
		...(displayText === undefined ? {} : { displayText }),
		...(image === undefined ? {} : { image }),
	};
}

/** Makes the quick reply of what goes on the wire. */
export function toQuickReply(payload: string, { title, image }: ButtonOptions): QuickReply {
	return { content_type: "text", title, payload, ...(image === undefined ? {} : { image_url: image }) };
}
