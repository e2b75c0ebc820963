import { z } from "zod";

/**
 * What Messenger sends, member by member, in its own words. Nothing is required that Messenger has ever been seen
 * to leave out, and a member of another shape than the documented one counts as left out: the event as it came is
 * kept beside what is read of it.
 *
 * https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
 */

export type Members = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Ids come as strings and as numbers, sometimes both in one body. */
export const id = z.union([z.string().refine((value) => value !== ""), z.number()]).transform(String);
const text = z.string();
const number = z.coerce.number().refine(Number.isFinite);

/** Left out where it is something else. */
function maybe<S extends z.ZodType>(schema: S) {
	return schema.optional().catch(undefined);
}

/** Without the items that are something else. */
function listOf<S extends z.ZodType>(schema: S) {
	return z.array(z.unknown()).transform((items) =>
		items.flatMap((item) => {
			const read = schema.safeParse(item);
			return read.success ? [read.data] : [];
		}),
	);
}

const members = z.custom<Members>(isObject);

/** A moment as epoch milliseconds: some events have seconds, and some a string. */
export const moment = number
	.refine((value) => value > 0)
	.transform((value) => Math.round(value < 1e11 ? value * 1000 : value))
	.refine((value) => value <= 8.64e15);

/** Who is on either side of an event. */
export interface Account {
	readonly id: string | undefined;
	readonly user_ref: string | undefined;
}

/** By hand: every event has two of them. */
export function accountIn(value: unknown): Account | undefined {
	return isObject(value) ? { id: idIn(value.id), user_ref: idIn(value.user_ref) } : undefined;
}

/** As `id` has it. */
export function idIn(value: unknown): string | undefined {
	if (typeof value === "string") return value === "" ? undefined : value;
	return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

const referral = z.object({
	ref: maybe(text),
	source: maybe(text),
	type: maybe(text),
	ad_id: maybe(id),
	referer_uri: maybe(text),
	ads_context_data: maybe(members),
});

const buttons = listOf(z.object({ title: text }));
const element = z.object({
	title: maybe(text),
	subtitle: maybe(text),
	image_url: maybe(text),
	buttons: maybe(buttons),
});

const attachment = z.object({
	type: text,
	/** Old fallbacks have these beside an empty payload, the address in either spelling. */
	title: maybe(text),
	url: maybe(text),
	URL: maybe(text),
	payload: maybe(
		z.object({
			url: maybe(text),
			title: maybe(text),
			id: maybe(id),
			sticker_id: maybe(id),
			attachment_id: maybe(id),
			reel_video_id: maybe(id),
			coordinates: maybe(z.object({ lat: number, long: number })),
			product: maybe(z.object({ elements: listOf(element) })),
			template_type: maybe(text),
			text: maybe(text),
			buttons: maybe(buttons),
			elements: maybe(listOf(element)),
		}),
	),
});

const message = z.object({
	mid: maybe(id),
	text: maybe(text),
	quick_reply: maybe(z.object({ payload: maybe(text) })),
	reply_to: maybe(z.object({ mid: maybe(id), is_self_reply: maybe(z.boolean()) })),
	attachments: maybe(listOf(attachment)),
	sticker_id: maybe(id),
	referral: maybe(referral),
	commands: maybe(listOf(z.object({ name: text }))),
	is_echo: maybe(z.boolean()),
	is_deleted: maybe(z.boolean()),
	is_unsupported: maybe(z.boolean()),
	app_id: maybe(id),
	metadata: maybe(text),
});

/** What each kind of event says. The names are the members under which Messenger sends them. */
export const contents = {
	message,
	/** What the page said: we, another app, or a person in the page's inbox. */
	echo: message,
	/** The user took a message back. */
	message_deleted: message,
	message_edit: z.object({ mid: maybe(id), text: maybe(text), num_edit: maybe(number) }),
	delivery: z.object({ mids: maybe(listOf(id)), watermark: maybe(moment) }),
	read: z.object({ mid: maybe(id), watermark: maybe(moment) }),
	reaction: z.object({
		mid: maybe(id),
		action: maybe(text),
		reaction: maybe(text),
		emoji: maybe(text),
	}),
	postback: z.object({
		mid: maybe(id),
		title: maybe(text),
		payload: maybe(text),
		referral: maybe(referral),
	}),
	referral,
	optin: z.object({
		type: maybe(text),
		ref: maybe(text),
		user_ref: maybe(id),
		payload: maybe(text),
		title: maybe(text),
		notification_messages_token: maybe(id),
		notification_messages_timezone: maybe(text),
		notification_messages_status: maybe(text),
		token_expiry_timestamp: maybe(moment),
		user_token_status: maybe(text),
		one_time_notif_token: maybe(id),
	}),
	account_linking: z.object({ status: maybe(text), authorization_code: maybe(text) }),
	pass_thread_control: z.object({
		previous_owner_app_id: maybe(id),
		new_owner_app_id: maybe(id),
		metadata: maybe(text),
	}),
	take_thread_control: z.object({
		previous_owner_app_id: maybe(id),
		new_owner_app_id: maybe(id),
		metadata: maybe(text),
	}),
	request_thread_control: z.object({ requested_owner_app_id: maybe(id), metadata: maybe(text) }),
	app_roles: z.record(z.string(), listOf(text)),
	policy_enforcement: z.object({ action: maybe(text), reason: maybe(text) }),
	messaging_feedback: z.object({ feedback_screens: maybe(listOf(members)) }),
	response_feedback: z.object({ mid: maybe(id), feedback: maybe(text) }),
	order: z.object({ products: maybe(listOf(members)), note: maybe(text) }),
	/** A coupon was pressed. */
	template: z.object({ type: maybe(text), payload: maybe(text), coupon_code: maybe(text) }),
	/** Somebody whom the business wrote to first takes its message, or not. */
	message_request: z.object({ answer: text }),
	game_play: members,
	messaging_customer_information: members,
	optout: members,
	/** No longer sent, and still in many recordings. */
	payment: members,
	pre_checkout: members,
	checkout_update: members,
	branded_camera: members,
	/** Of the page and not of a conversation: a post, a comment, a setting. */
	change: z.object({ field: text, value: z.unknown().optional() }),
} satisfies Readonly<Record<string, z.ZodType>>;

type Contents = { readonly [K in keyof typeof contents]: z.output<(typeof contents)[K]> };

/** A kind of event that this package knows. */
export type KnownKind = keyof Contents;

export interface EventBase {
	/** Messenger's own id (`mid`), or one that is made of what the event says: a repeat has the same. */
	readonly id: string;
	/** The page that it is of. */
	readonly page: string;
	/** The conversation's id: the person's, see `conversationOf`. Some events are of no person. */
	readonly person: string | undefined;
	/** When it happened, epoch milliseconds. */
	readonly at: number;
	/** Another app has the thread: this is for our information. */
	readonly standby: boolean;
	/** Another app gave the thread along with this message: its words are not the person's. */
	readonly hop: { readonly app_id?: string | undefined; readonly metadata?: string | undefined } | undefined;
	/** As it came. */
	readonly wire: Members;
}

type Known = { readonly [K in KnownKind]: EventBase & { readonly kind: K; readonly content: Contents[K] } };

/** Everything that Messenger tells. `unknown` is what is not known yet. */
export type MessengerEvent =
	| Known[KnownKind]
	| (EventBase & { readonly kind: "unknown"; readonly content: Members });

export type EventKind = MessengerEvent["kind"];
export type EventOf<K extends EventKind> = Extract<MessengerEvent, { readonly kind: K }>;
export type Attachment = z.output<typeof attachment>;
export type Message = Contents["message"];
export type ThreadEvent = EventOf<"pass_thread_control" | "take_thread_control" | "request_thread_control">;

export const hop = z.object({ app_id: maybe(id), metadata: maybe(text) });

/** Whether an event has a member that Messenger documents, whatever is in it. */
export function isDocumentedKind(wire: Members): boolean {
	return (
		Object.keys(contents).some((kind) => kind in wire) || "policy-enforcement" in wire || "field" in wire
	);
}
