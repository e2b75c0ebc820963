import { type Activity, splitText } from "@baton/core";
import { z } from "zod";
import { limits } from "./limits.js";
import { parseRichText } from "./rich-text.js";
import type { CardContent, MessageContent, Suggestion } from "./wire.js";

const any = z.unknown().optional();

/** Taken as it is: whether the platform would take it is asked of the whole. */
const native = z.object({
	...{ text: any, containsRichText: any, image: any, richCard: any, fallback: any, suggestions: any },
	/** The fallback is to be shown, whatever the device can do. */
	forceFallback: z.boolean().optional().catch(undefined),
});

/** A message as it is meant, not yet checked. */
type Draft = Readonly<Record<string, unknown>>;

/** What is no text is as if it were not there. */
const words = z.string().optional().catch(undefined);

const button = z.object({ type: words, title: words, text: words, value: any });

const card = z.object({
	title: words,
	subtitle: words,
	text: words,
	images: z
		.array(z.object({ url: z.string(), alt: words }))
		.optional()
		.catch(undefined),
	buttons: z.array(button).optional().catch(undefined),
});

const attachment = z.object({
	contentType: z.string(),
	contentUrl: words,
	thumbnailUrl: words,
	name: words,
	content: any,
});

type Button = z.infer<typeof button>;
type Attachment = z.infer<typeof attachment>;

/** What goes into the API's messages, one after the other. */
export interface Outgoing {
	readonly contents: readonly Draft[];
	/** Types of attachments that no message can show. */
	readonly unshown: readonly string[];
	readonly forceFallback: boolean;
}

const cardTypes: ReadonlySet<string> = new Set([
	"application/vnd.microsoft.card.hero",
	"application/vnd.microsoft.card.thumbnail",
]);

/** Buttons that lead somewhere. */
const opening: ReadonlySet<string | undefined> = new Set([
	...["openUrl", "signin", "playAudio", "playVideo", "showImage", "downloadFile"],
]);

/**
 * A message activity as Business Messages has it: text, pictures, cards, side by side where there are several,
 * and suggestions beneath the last of them. What a bot puts into `channelData` under the platform's own names
 * (`richCard`, `suggestions`, `fallback`, …) is taken as it is, and wins: the text beside a card or picture of its
 * own is for devices that cannot show it.
 */
export function toMessages(activity: Activity): Outgoing {
	const { forceFallback = false, ...own } = native.safeParse(activity.channelData).data ?? {};
	const isOwn = own.image !== undefined || own.richCard !== undefined;
	const attachments = isOwn ? [] : (z.array(attachment).safeParse(activity.attachments).data ?? []);
	const contents = isOwn
		? [activity.text ? { fallback: activity.text } : {}]
		: [...ofText(activity, own), ...ofAttachments(attachments)];
	const last: Draft = { ...contents.at(-1), ...suggestionsOf(activity), ...own };
	return {
		contents: [...contents.slice(0, -1), ...(isEmpty(last) ? [] : [last])],
		unshown: attachments.filter((each) => !isShown(each)).map(({ contentType }) => contentType),
		forceFallback,
	};
}

function isEmpty({ text, image, richCard }: Draft): boolean {
	return text === undefined && image === undefined && richCard === undefined;
}

/** A text that is too long for one message is several. Markup that the platform would refuse is shown as it was written. */
function ofText({ text, textFormat }: Activity, own: Draft): readonly MessageContent[] {
	if (!text || own.text !== undefined) return [];
	// Bots are written in JavaScript, too: what is no text is refused with the whole, and told.
	if (typeof text !== "string") return [{ text }];
	const isRich = (part: string) => /[*[\\]/.test(part) && parseRichText(part) !== undefined;
	return splitText(text, limits.text).map((part) =>
		textFormat === "markdown" && isRich(part) ? { text: part, containsRichText: true } : { text: part },
	);
}

function ofAttachments(attachments: readonly Attachment[]): readonly MessageContent[] {
	const cards = attachments.filter(isCard).map(toCard);
	const others = attachments.filter((each) => !isCard(each)).map(toContent);
	const [only] = cards;
	if (only === undefined) return others;
	const richCard =
		cards.length === 1
			? { standaloneCard: { cardContent: only } }
			: { carouselCard: { cardWidth: "MEDIUM" as const, cardContents: cards } };
	return [...others, { richCard, fallback: cards.map(fallbackOf).join("\n\n").slice(0, limits.fallback) }];
}

function isCard({ contentType }: Attachment): boolean {
	return cardTypes.has(contentType);
}

/** Cards of other kinds are nowhere but in themselves: there is not even a link to them. */
function isShown(each: Attachment): boolean {
	return isCard(each) || each.contentUrl !== undefined;
}

/** Business Messages shows pictures and nothing else: the rest is a link. */
function toContent({ contentType, contentUrl = "", thumbnailUrl, name }: Attachment): MessageContent {
	const label = name ?? contentType;
	if (!contentType.startsWith("image/")) return { text: `${label}: ${contentUrl}` };
	const thumbnail = thumbnailUrl === undefined ? {} : { thumbnailUrl };
	const alt = name === undefined ? {} : { altText: name };
	return { image: { contentInfo: { fileUrl: contentUrl, ...alt, ...thumbnail } }, fallback: contentUrl };
}

function toCard({ content }: Attachment): CardContent {
	const { title, subtitle, text, images = [], buttons = [] } = card.safeParse(content).data ?? {};
	const description = [subtitle, text].filter(Boolean).join("\n");
	const [picture] = images;
	const alt = picture?.alt === undefined ? {} : { altText: picture.alt };
	return {
		...(title ? { title } : {}),
		...(description === "" ? {} : { description }),
		...(picture === undefined
			? {}
			: { media: { height: "MEDIUM", contentInfo: { fileUrl: picture.url, ...alt } } }),
		...(buttons.length === 0 ? {} : { suggestions: buttons.map(toSuggestion) }),
	};
}

/** What devices show that know no cards. */
function fallbackOf({ title, description }: CardContent): string {
	return [title, description].filter(Boolean).join("\n") || "…";
}

function suggestionsOf({ suggestedActions }: Activity): MessageContent {
	const parsed = z.object({ actions: z.array(button) }).safeParse(suggestedActions).data;
	return parsed === undefined || parsed.actions.length === 0
		? {}
		: { suggestions: parsed.actions.map(toSuggestion) };
}

function toSuggestion({ type, title, text, value }: Button): Suggestion {
	const shown = title ?? text ?? "";
	const carried = typeof value === "string" ? value : value === undefined ? shown : JSON.stringify(value);
	if (opening.has(type))
		return { action: { text: shown, postbackData: shown, openUrlAction: { url: carried } } };
	if (type === "call")
		return {
			action: { text: shown, postbackData: shown, dialAction: { phoneNumber: carried.replace(/^tel:/, "") } },
		};
	return { reply: { text: shown, postbackData: carried } };
}
