/** What a file is, by its content alone. */
export type Payload =
	| { readonly type: "webhook"; readonly body: string; readonly isWrapped: boolean }
	/** A call to the Send API. */
	| { readonly type: "send"; readonly body: Members }
	/** Another call to the Graph API. */
	| { readonly type: "call"; readonly path: string; readonly body: Members }
	/** What the Graph API answers. */
	| { readonly type: "answer"; readonly status: 200 | 400; readonly body: string }
	| { readonly type: "strange"; readonly why: string };

export type Members = Readonly<Record<string, unknown>>;

/** The text is passed on as it is wherever that is possible: reading and writing it would cost digits of long ids. */
export function payloadIn(text: string): Payload {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { type: "strange", why: "it is not JSON" };
	}
	if (Array.isArray(value) && value.every(isEvent)) return wrapped(text, value[0]);
	if (!isObject(value)) return { type: "strange", why: "it is no JSON object" };
	const raw = value.raw ?? value.raw_body;
	if (typeof raw === "string") return payloadIn(raw);
	if ("entry" in value || "object" in value) return { type: "webhook", body: text, isWrapped: false };
	if (isEvent(value)) return wrapped(`[${text}]`, value);
	// As the app's dashboard shows its samples.
	if (isEvent(value.value)) return wrapped(`[${JSON.stringify(value.value)}]`, value.value);
	return (
		callIn(value) ?? answerIn(value, text) ?? { type: "strange", why: "Messenger neither sends nor takes it" }
	);
}

function isEvent(value: unknown): boolean {
	return isObject(value) && ("sender" in value || ("recipient" in value && "timestamp" in value));
}

function wrapped(events: string, first: unknown): Payload {
	const { sender, recipient, message } = isObject(first) ? first : {};
	const isEcho = isObject(message) && message.is_echo === true;
	const page = isEcho ? sender : recipient;
	const id = JSON.stringify(isObject(page) ? page.id : "0");
	const body = `{"object":"page","entry":[{"id":${id},"time":1760000000500,"messaging":${events}}]}`;
	return { type: "webhook", body, isWrapped: true };
}

const profileMembers = [
	"greeting",
	"get_started",
	"persistent_menu",
	"ice_breakers",
	"commands",
	"whitelisted_domains",
	"account_linking_url",
];

function callIn(value: Members): Payload | undefined {
	if (isObject(value.recipient)) {
		if ("message" in value || "sender_action" in value) return { type: "send", body: value };
		const verb = "target_app_id" in value ? "pass" : "duration" in value ? "extend" : "take";
		return { type: "call", path: `me/${verb}_thread_control`, body: value };
	}
	if ("psid" in value) return { type: "call", path: "me/unlink_accounts", body: value };
	if (profileMembers.some((member) => member in value))
		return { type: "call", path: "me/messenger_profile", body: value };
	if ("name" in value && "profile_picture_url" in value && !("id" in value))
		return { type: "call", path: "me/personas", body: value };
	return undefined;
}

const answerMembers = [
	"message_id",
	"recipient_id",
	"attachment_id",
	"data",
	"id",
	"result",
	"uri",
	"first_name",
	"broadcast_id",
	"message_creative_id",
	"success",
	"thread_owner",
];

function answerIn(value: Members, body: string): Payload | undefined {
	if (isObject(value.error)) return { type: "answer", status: 400, body };
	return answerMembers.some((member) => member in value) ? { type: "answer", status: 200, body } : undefined;
}

export function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
