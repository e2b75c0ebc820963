import type { ActivityLike, Entity } from "@baton/core";
import { eventText } from "./event-text.js";
import {
	type Attachment,
	type EventOf,
	isObject,
	type Members,
	type Message,
	type MessengerEvent,
} from "./wire.js";

/** The Bot Framework channel id of Messenger. */
export const channelId = "facebook";

/**
 * The event as an activity, in the conversation that it belongs to: whoever did it, `from` is the user and
 * `recipient` the page. What a user said or pressed is a `message`; everything else is an `event` that is called
 * `messenger.` and its kind, with what it says as `value` and as a `text` for people; what is said while another app has the thread is a
 * `messenger.standby`. `channelData` is the event as it came, with the
 * members of the message beside, as botbuilder-adapter-facebook has it.
 *
 * What is of a page and of no person has the page itself as a conversation, marked as a group.
 */
export function toActivity(event: MessengerEvent): ActivityLike {
	const { id, at, page, person } = event;
	return {
		id,
		channelId,
		serviceUrl: "https://graph.facebook.com",
		timestamp: new Date(at),
		conversation: person === undefined ? { id: page, isGroup: true } : { id: person },
		from: { id: person ?? page },
		recipient: { id: page },
		channelData: channelDataOf(event),
		...saidBy(event),
	};
}

/** The keys under which botbuilder-adapter-facebook marks what another app is to answer. */
function channelDataOf({ wire, standby }: MessengerEvent): Members {
	const data: Record<string, unknown> = { ...wire };
	if (isObject(wire.message)) Object.assign(data, wire.message);
	// A message that came by an advertisement is a message first, and nothing that only refers.
	if (isObject(wire.message) && "referral" in wire.message) {
		if (wire.referral === undefined) delete data.referral;
		else data.referral = wire.referral;
	}
	if (standby) data.standby = standby;
	return data;
}

type Saying = Pick<
	ActivityLike,
	"type" | "text" | "value" | "attachments" | "entities" | "replyToId" | "name"
>;

function saidBy(event: MessengerEvent): Saying {
	const said = sayingOf(event);
	// Meant for whoever has the thread: never a message, whatever it is there.
	return event.standby ? { ...said, type: "event", name: "messenger.standby" } : said;
}

function sayingOf(event: MessengerEvent): Saying {
	switch (event.kind) {
		case "message":
			return messageOf(event);
		case "postback":
		case "template":
			return pressed(event);
		case "message_edit":
		case "reaction":
		case "response_feedback":
			return { ...eventOf(event), replyToId: event.content.mid };
		default:
			return eventOf(event);
	}
}

/** Botkit's bots hear the payload; one that is for the registry means nothing to people, who get the title. */
function pressed(event: EventOf<"postback" | "template">): Saying {
	const { content } = event;
	const { payload } = content;
	const title = "title" in content ? content.title : undefined;
	// Whoever does not own the button is not told what it carries: there is nothing to answer.
	if (payload === undefined) return { ...eventOf(event), text: title ?? eventText(event) };
	const text = typedIn(payload) === undefined ? payload : title;
	return { type: "message", text, ...pressOf(payload) };
}

function eventOf(event: MessengerEvent): Saying {
	const { kind, content } = event;
	const text = eventText(event);
	const said = text === undefined ? {} : { text };
	return { type: "event", name: `messenger.${kind}`, value: content, ...said };
}

function messageOf(event: EventOf<"message">): Saying {
	const { content, hop } = event;
	const shown = mediaOf(content);
	if (hop === undefined && isUnreadable(content, shown)) return eventOf(event);
	const { text, reply_to } = content;
	// A summary that another app wrote in the person's name.
	const said = hop === undefined ? { type: "message", text } : { ...eventOf(event), text };
	if (hop === undefined && content.quick_reply !== undefined) Object.assign(said, quickReplyOf(content));
	if (reply_to?.mid !== undefined) Object.assign(said, { replyToId: reply_to.mid });
	return Object.assign(said, shown);
}

/** Messenger passes on that there is a message, and not what it says. */
function isUnreadable({ text, quick_reply }: Message, { attachments, entities }: Saying): boolean {
	return !text && quick_reply === undefined && attachments === undefined && entities === undefined;
}

/**
 * A quick reply is a press only where it carries `{ type, payload }`. Any other is the user's answer to what the
 * bot has just asked, in the words that it shows.
 */
function quickReplyOf({ quick_reply }: Message): Pick<Saying, "value"> {
	const value = typedIn(quick_reply?.payload ?? "");
	return value === undefined ? {} : { value };
}

/**
 * What is pressed as `{ type, payload }`, which the typed registry reads. A payload that is nothing like it is a
 * type by itself: there may be a rule for it, and if not, it is the bot's and not for the gate to judge.
 */
function pressOf(payload: string): Pick<Saying, "value"> {
	return payload === "" ? {} : { value: typedIn(payload) ?? { type: payload } };
}

function typedIn(payload: string): unknown {
	if (!payload.startsWith("{")) return undefined;
	try {
		const value: unknown = JSON.parse(payload);
		return isObject(value) && typeof value.type === "string" && isBare(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isBare(value: Members): boolean {
	return Object.keys(value).every((member) => member === "type" || member === "payload");
}

/** What a message shows besides its words. */
export function mediaOf(message: Message): Pick<Saying, "attachments" | "entities"> {
	const all = message.attachments;
	if (all === undefined || all.length === 0) return {};
	const attachments = all.filter((each) => !isStickerTwice(each, all)).flatMap(cardsOf);
	const entities = all.flatMap(placeOf);
	return {
		...(attachments.length === 0 ? {} : { attachments }),
		...(entities.length === 0 ? {} : { entities }),
	};
}

/** During 2026 a sticker comes as a sticker and as a picture of it. */
function isStickerTwice({ type, payload }: Attachment, all: readonly Attachment[]): boolean {
	return (
		type === "image" && all.some((other) => other.type === "sticker" && other.payload?.url === payload?.url)
	);
}

interface Card {
	readonly contentType: string;
	readonly contentUrl?: string | undefined;
	readonly content?: unknown;
	readonly name?: string | undefined;
}

const contentTypes: Readonly<Record<string, string>> = {
	image: "image/*",
	sticker: "image/*",
	audio: "audio/*",
	video: "video/*",
	reel: "video/*",
	ig_reel: "video/*",
	file: "application/octet-stream",
};

const heroCard = "application/vnd.microsoft.card.hero";

function cardsOf(attachment: Attachment): readonly Card[] {
	const { type, payload } = attachment;
	const elements = payload?.elements ?? payload?.product?.elements ?? [];
	if (elements.length > 0) return elements.map(heroOf);
	if (type === "location") return [];
	const title = attachment.title || payload?.title;
	if (type === "template") return [heroOf({ ...payload, title })];
	const contentUrl = payload?.url ?? attachment.url ?? attachment.URL;
	const name = title ?? (type in contentTypes && type !== "sticker" ? undefined : type);
	return [{ contentType: contentTypes[type] ?? "text/html", contentUrl, ...(name ? { name } : {}) }];
}

type Shown = NonNullable<NonNullable<Attachment["payload"]>["elements"]>[number];

function heroOf({
	title,
	subtitle,
	image_url,
	buttons = [],
	text,
}: Shown & { readonly text?: string | undefined }): Card {
	const images = image_url === undefined ? {} : { images: [{ url: image_url }] };
	const pressed = buttons.map((button) => ({ type: "imBack", title: button.title, value: button.title }));
	const below = pressed.length === 0 ? {} : { buttons: pressed };
	return { contentType: heroCard, content: { title, subtitle, text, ...images, ...below } };
}

function placeOf({ type, payload, title }: Attachment): readonly Entity[] {
	if (type !== "location" || payload?.coordinates === undefined) return [];
	const { lat: latitude, long: longitude } = payload.coordinates;
	const named = title ? { name: title } : {};
	return [{ type: "Place", ...named, geo: { type: "GeoCoordinates", latitude, longitude } }];
}
