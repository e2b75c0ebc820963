import { z } from "zod";
import { refusal } from "./platform-errors.js";

/** What the Send API can be asked, by its types alone; what it may say is checked afterwards. */

const id = z.union([z.string(), z.number()]).transform(String);
const json = z.json();

const quickReply = z.looseObject({
	content_type: z.string(),
	title: z.string().optional(),
	payload: z.string().optional(),
	image_url: z.string().optional(),
});

const button = z.looseObject({
	type: z.string(),
	title: z.string().optional(),
	url: z.string().optional(),
	payload: z.string().optional(),
	expires_in_days: z.number().optional(),
});

const element = z.looseObject({
	title: z.string().optional(),
	subtitle: z.string().optional(),
	image_url: z.string().optional(),
	buttons: z.array(button).optional(),
	default_action: button.optional(),
	media_type: z.string().optional(),
	attachment_id: id.optional(),
	url: z.string().optional(),
});

const attachment = z.object({
	type: z.string(),
	payload: z.record(z.string(), json.optional()),
});

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api */
const sendSchema = z.object({
	recipient: z.object({ id: id.optional(), user_ref: z.string().optional() }).optional(),
	messaging_type: z.enum(["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"]).optional(),
	tag: z.string().optional(),
	persona_id: id.optional(),
	notification_type: z.enum(["REGULAR", "SILENT_PUSH", "NO_PUSH"]).optional(),
	sender_action: z.enum(["typing_on", "typing_off", "mark_seen", "react", "unreact"]).optional(),
	payload: z.object({ message_id: z.string(), reaction: z.string().optional() }).optional(),
	reply_to: z.object({ mid: z.string() }).optional(),
	message: z
		.object({
			text: z.string().optional(),
			attachment: attachment.optional(),
			quick_replies: z.array(quickReply).optional(),
			metadata: z.string().optional(),
			sticker_id: id.optional(),
		})
		.optional(),
	thread_control: z.object({ control_type: z.enum(["pass", "release"]), app_id: id.optional() }).optional(),
});

const templateSchema = z.looseObject({
	template_type: z.string(),
	text: z.string().optional(),
	title: z.string().optional(),
	subtitle: z.string().optional(),
	buttons: z.array(button).optional(),
	elements: z.array(element).optional(),
});

export type SendParameters = z.output<typeof sendSchema>;
export type SentMessage = NonNullable<SendParameters["message"]>;
export type SentAttachment = z.output<typeof attachment>;
export type Template = z.output<typeof templateSchema>;
export type TemplateElement = z.output<typeof element>;
export type TemplateButton = z.output<typeof button>;

export function parseSend(parameters: unknown): SendParameters {
	return parse(sendSchema, parameters);
}

export function parseTemplate(payload: unknown): Template {
	return parse(templateSchema, payload);
}

/** @throws BatonError `bad-parameter` naming the parameter */
export function parse<S extends z.ZodType>(schema: S, parameters: unknown): z.output<S> {
	const parsed = schema.safeParse(parameters);
	if (parsed.success) return parsed.data;
	const path = parsed.error.issues[0]?.path.join(".") ?? "";
	throw refusal("bad-parameter", `(#100) Param ${path} is missing or not of the right type`);
}
