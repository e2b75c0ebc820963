import { z } from "zod";
import { limits } from "./limits.js";
import type { Element, MediaType, Message, TemplateAttachment } from "./send-request.js";
import { splitText } from "./split-text.js";
import { cardAction, toButton, toDefaultAction, unsupported } from "./to-message-button.js";
import { readPart } from "./to-message-read.js";

/** An attachment as Bot Framework has it. */
export const activityAttachment = z.looseObject({
	contentType: z.string(),
	contentUrl: z.string().nullish(),
	content: z.unknown().optional(),
	name: z.string().nullish(),
});
type ActivityAttachment = z.output<typeof activityAttachment>;

const text = z.string().nullish();
const plainCard = z.looseObject({
	title: text,
	subtitle: text,
	text,
	images: z.array(z.looseObject({ url: z.string() })).nullish(),
	buttons: z.array(cardAction).nullish(),
	tap: cardAction.nullish(),
});
const mediaCard = plainCard.extend({
	media: z.array(z.looseObject({ url: z.string() })).nullish(),
});
type PlainCard = z.output<typeof plainCard>;

const cardType = "application/vnd.microsoft.card.";
const plainCards: ReadonlySet<string> = new Set(["hero", "thumbnail", "signin"]);

/**
 * What Messenger has for the attachments: cards in a carousel share generic templates, in a list each is its own.
 *
 * @throws BatonError `messenger-unsupported`, `bad-activity`
 */
export function toCardMessages(
	attachments: readonly ActivityAttachment[],
	isCarousel: boolean,
): readonly Message[] {
	if (!isCarousel || attachments.length < 2 || !attachments.every(isPlainCard))
		return attachments.flatMap(toMessages);
	const elements = attachments.map(({ content }) => toElement(readPart(plainCard, content, "card")));
	return chunks(elements, limits.elements).map(generic);
}

function isPlainCard({ contentType }: ActivityAttachment): boolean {
	return plainCards.has(kindOf(contentType) ?? "");
}

function kindOf(contentType: string): string | undefined {
	return contentType.startsWith(cardType) ? contentType.slice(cardType.length) : undefined;
}

function toMessages(attachment: ActivityAttachment): readonly Message[] {
	const { contentType, contentUrl, content } = attachment;
	const kind = kindOf(contentType);
	if (kind === undefined) return [media(mediaTypeOf(contentType), contentUrl ?? "")];
	if (plainCards.has(kind)) return plainMessages(readPart(plainCard, content, "card"));
	const type = mediaCards[kind];
	if (type !== undefined) return mediaMessages(type, readPart(mediaCard, content, "card"));
	throw unsupported(
		`a card of type ${JSON.stringify(contentType)}`,
		"use a hero card, or give a template of Messenger's in channelData.attachment",
	);
}

const mediaCards: Readonly<Record<string, MediaType>> = {
	animation: "image",
	audio: "audio",
	video: "video",
};

/** Without a picture, text has more room in a button template, and without buttons in a plain message. */
function plainMessages(card: PlainCard): readonly Message[] {
	const { buttons, images, tap } = card;
	const words = linesOf(card).join("\n");
	if (images?.length || tap) return [generic([toElement(card)])];
	if (!buttons?.length) return splitText(words).map((text) => ({ text }));
	return [template({ template_type: "button", text: words, buttons: buttons.map(toButton) })];
}

function mediaMessages(type: MediaType, card: z.output<typeof mediaCard>): readonly Message[] {
	const shown = (card.media ?? []).map(({ url }) => media(type, url));
	return [...shown, ...plainMessages({ ...card, images: undefined, tap: undefined })];
}

function toElement(card: PlainCard): Element {
	const [title = "", ...more] = linesOf(card);
	const [image] = card.images ?? [];
	const action = toDefaultAction(card.tap);
	return {
		title,
		...(more.length === 0 ? {} : { subtitle: more.join("\n") }),
		...(image === undefined ? {} : { image_url: image.url }),
		...(action === undefined ? {} : { default_action: action }),
		...(card.buttons?.length ? { buttons: card.buttons.map(toButton) } : {}),
	};
}

function linesOf({ title, subtitle, text }: PlainCard): readonly string[] {
	return [title, subtitle, text].filter((line): line is string => !!line?.trim());
}

function generic(elements: readonly Element[]): Message {
	return template({ template_type: "generic", elements });
}

function template(payload: TemplateAttachment["payload"]): Message {
	return { attachment: { type: "template", payload } };
}

function media(type: MediaType, url: string): Message {
	return { attachment: { type, payload: { url } } };
}

/** https://developers.facebook.com/docs/messenger-platform/send-messages/saving-assets */
function mediaTypeOf(contentType: string): MediaType {
	const [kind] = contentType.toLowerCase().split("/");
	return kind === "image" || kind === "audio" || kind === "video" ? kind : "file";
}

function chunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
	return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);
}
