import type { Activity } from "@baton/core";
import { z } from "zod";
import type { Attachment, Message, QuickReply, SendRequest } from "./send-request.js";
import { splitText } from "./split-text.js";
import { cardAction, toQuickReply } from "./to-message-button.js";
import { activityAttachment, toCardMessages } from "./to-message-card.js";
import { readPart } from "./to-message-read.js";

const quickReply = z.looseObject({
	content_type: z.enum(["text", "user_phone_number", "user_email"]).default("text"),
	title: z.string().optional(),
	payload: z.string().optional(),
	image_url: z.string().optional(),
}) satisfies z.ZodType<QuickReply>;

const button = z.looseObject({
	type: z.string(),
	title: z.string().optional(),
	payload: z.string().optional(),
});
const buttons = z.array(button).optional();
const element = z.looseObject({ title: z.string().optional(), subtitle: z.string().optional(), buttons });
/** Of any attachment: what is not here is Messenger's to judge. */
const payload = z.looseObject({
	template_type: z.string().optional(),
	text: z.string().optional(),
	elements: z.array(element).optional(),
	buttons,
});

/** What a bot may give along, by the names of botbuilder-adapter-facebook and of the Send API. */
const channelData = z.looseObject({
	attachment: z.looseObject({ type: z.string(), payload }).optional(),
	quick_replies: z.array(quickReply).optional(),
	sticker_id: z.union([z.string(), z.number()]).transform(String).optional(),
	metadata: z.string().optional(),
	sender_action: z.enum(["typing_on", "typing_off", "mark_seen", "react", "unreact"]).optional(),
	payload: z.looseObject({ message_id: z.string(), reaction: z.string().optional() }).optional(),
	messaging_type: z.enum(["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"]).optional(),
	tag: z.string().optional(),
	persona_id: z.string().optional(),
	notification_type: z.enum(["REGULAR", "SILENT_PUSH", "NO_PUSH"]).optional(),
	reply_to: z.looseObject({ mid: z.string() }).optional(),
});
type ChannelData = z.output<typeof channelData>;

const members = z.looseObject({
	attachments: z.array(activityAttachment).nullish(),
	attachmentLayout: z.string().nullish(),
	suggestedActions: z.looseObject({ actions: z.array(cardAction) }).nullish(),
});

/**
 * The calls to the Send API that an activity becomes, in order: its text, split where it is too long, what is in its
 * channel data, its attachments; quick replies ride on the last. An activity that shows nothing becomes none.
 *
 * @throws BatonError `bad-activity` if its channel data or attachments are not what they should be,
 * `messenger-unsupported` for what Messenger has nothing for
 */
export function toMessages(activity: Activity): readonly SendRequest[] {
	if (activity.type === "typing") return [{ sender_action: "typing_on" }];
	if (activity.type !== "message" && !isLine(activity)) return [];
	const own = readPart(channelData, activity.channelData ?? {}, "channel data");
	const { sender_action, persona_id } = own;
	if (sender_action !== undefined) return [given({ sender_action, persona_id, payload: own.payload })];
	const messages = messagesOf(activity, own);
	return messages.map((message) => given({ message, ...besideMessage(own) }));
}

/** `joined` and `left` come as events, with a line for channels that show no events. */
function isLine({ type, name, text }: Activity): boolean {
	return type === "event" && (name === "representative.joined" || name === "representative.left") && !!text;
}

function messagesOf(activity: Activity, own: ChannelData): readonly Message[] {
	const { attachments, attachmentLayout, suggestedActions } = readPart(members, activity, "attachments");
	const { sticker_id, metadata } = own;
	const messages: Message[] = [
		...splitText(activity.text ?? "").map((text) => ({ text })),
		...(own.attachment === undefined ? [] : [{ attachment: own.attachment as unknown as Attachment }]),
		...(sticker_id === undefined ? [] : [{ sticker_id }]),
		...toCardMessages(attachments ?? [], attachmentLayout === "carousel"),
	];
	const quick_replies = [
		...(own.quick_replies ?? []),
		...(suggestedActions?.actions ?? []).map(toQuickReply),
	];
	const last = messages.pop() ?? {};
	messages.push(quick_replies.length === 0 ? last : { ...last, quick_replies });
	return metadata === undefined ? messages : messages.map((message) => ({ ...message, metadata }));
}

function besideMessage({ messaging_type, tag, persona_id, notification_type, reply_to }: ChannelData) {
	return { messaging_type, tag, persona_id, notification_type, reply_to };
}

/** Without what is not there: it goes over the wire like this. */
function given<T extends object>(members: T): T {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
