import { BatonError } from "@baton/core/error";
import { limits } from "./limits.js";
import type { Button, Element, Message, MessageRequest, QuickReply, Template } from "./send-request.js";

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
	if (content_type !== "text") return;
	if (!title?.trim()) throw broken("a quick reply needs a title");
	if (!payload) throw broken(`the quick reply ${JSON.stringify(title)} needs a payload`);
	checkLength("title of a quick reply", title, limits.quickReplyTitle);
	checkLength("payload of a quick reply", payload, limits.quickReplyPayload);
}

function checkMedia({ type, payload }: Exclude<Message["attachment"], undefined>): void {
	if (!payload.url && !payload.attachment_id)
		throw broken(`an attachment of type ${type} needs a url or an attachment_id`);
}

function checkTemplate(template: Template): void {
	checkers[template.template_type]?.(template);
}

const checkers: Readonly<Record<string, (template: Template) => void>> = {
	button({ text, buttons }) {
		if (!text?.trim()) throw broken("a button template needs text");
		checkLength("text of a button template", text, limits.buttonTemplateText);
		checkFewest("buttons of a button template", buttons, 1);
		checkButtons(buttons);
	},
	generic({ elements }) {
		checkFewest("elements of a generic template", elements, 1);
		checkCount("elements of a generic template", elements, limits.elements);
		elements?.forEach(checkElement);
	},
	media({ elements }) {
		const [element, ...more] = elements ?? [];
		if (element === undefined || more.length > 0)
			throw broken(`a media template has exactly 1 element, this has ${elements?.length ?? 0}`);
		if (!element.attachment_id && !element.url)
			throw broken("the element of a media template needs an attachment_id or a url of Facebook's");
		checkButtons(element.buttons);
	},
	receipt({ elements, ...receipt }) {
		for (const member of ["recipient_name", "order_number", "currency", "payment_method", "summary"]) {
			if (receipt[member] === undefined) throw broken(`a receipt needs ${member}`);
		}
		checkCount("elements of a receipt", elements, limits.receiptElements);
	},
	image_grid({ elements, title, subtitle }) {
		checkFewest("images of a grid", elements, limits.gridImagesFewest);
		checkCount("images of a grid", elements, limits.gridImages);
		checkLength("title of a grid", title, limits.gridTitle);
		checkLength("subtitle of a grid", subtitle, limits.gridSubtitle);
	},
	coupon({ title, subtitle }) {
		checkLength("title of a coupon", title, limits.couponTitle);
		checkLength("subtitle of a coupon", subtitle, limits.couponSubtitle);
	},
};

function checkElement({ title, subtitle, image_url, buttons, default_action }: Element): void {
	if (!title?.trim()) throw broken("an element of a generic template needs a title");
	if (!subtitle && !image_url && !default_action && !buttons?.length)
		throw broken(
			`the element ${JSON.stringify(title)} needs a subtitle, a picture or a button beside its title`,
		);
	checkLength("title of an element", title, limits.elementTitle);
	checkLength("subtitle of an element", subtitle, limits.elementSubtitle);
	checkButtons(buttons);
}

/** These carry no title of their own. */
const untitled: ReadonlySet<string> = new Set(["account_link", "account_unlink"]);

function checkButtons(buttons: readonly Button[] | undefined): void {
	checkCount("buttons", buttons, limits.buttons);
	for (const { type, title, url, payload, expires_in_days: days } of buttons ?? []) {
		if (typeof days === "number" && days > limits.callDays)
			throw broken(`a button for a call may expire after ${limits.callDays} days, and this after ${days}`);
		if (!untitled.has(type) && !title?.trim()) throw broken(`a button of type ${type} needs a title`);
		checkLength("title of a button", title, limits.buttonTitle);
		checkLength("payload of a button", payload, limits.buttonPayload);
		if ((type === "web_url" || type === "account_link") && !url)
			throw broken(`the button ${JSON.stringify(title ?? type)} needs a url`);
		if ((type === "postback" || type === "phone_number") && !payload)
			throw broken(`the button ${JSON.stringify(title)} needs a payload`);
	}
}

function checkLength(what: string, value: unknown, most: number): void {
	if (typeof value === "string" && value.length > most)
		throw broken(`the ${what} may have ${most} characters and has ${value.length}: ${shown(value)}`);
}

function checkCount(what: string, values: readonly unknown[] | undefined, most: number): void {
	if (values !== undefined && values.length > most)
		throw broken(`there may be ${most} ${what} and there are ${values.length}`);
}

function checkFewest(what: string, values: readonly unknown[] | undefined, fewest: number): void {
	const count = values?.length ?? 0;
	if (count < fewest) throw broken(`there must be at least ${fewest} ${what} and there are ${count}`);
}

/** Enough to find it by. */
function shown(value: string): string {
	return JSON.stringify(value.length > 60 ? `${value.slice(0, 60).toWellFormed()}…` : value);
}

function broken(what: string): BatonError {
	return new BatonError("messenger-limit", `Cannot send this to Messenger: ${what}`);
}
