/** What a file is, by its content alone. */
export type Payload =
	/** The platform posts it: JSON for events, a form for what people do. */
	| { readonly type: "event" | "command" | "interaction"; readonly post: Post }
	/** What the Web API answers. */
	| { readonly type: "answer"; readonly body: Members }
	/** A signature that is known to be right. */
	| { readonly type: "vector"; readonly vector: Vector }
	| { readonly type: "strange"; readonly why: string };

export type Members = Readonly<Record<string, unknown>>;

export interface Post {
	readonly contentType: "application/json" | "application/x-www-form-urlencoded";
	/** The bytes that are signed and sent. */
	readonly text: string;
	/** What they say. */
	readonly body: Members;
}

export interface Vector {
	readonly secret: string;
	readonly timestamp: string;
	readonly body: string;
	readonly signature: string;
}

/** What people do besides writing. https://docs.slack.dev/reference/interaction-payloads */
const interactions: ReadonlySet<unknown> = new Set([
	...["block_actions", "block_suggestion", "view_submission", "view_closed", "shortcut", "message_action"],
	...["interactive_message", "dialog_submission"],
]);

const envelopes: ReadonlySet<unknown> = new Set(["event_callback", "url_verification", "app_rate_limited"]);

export function payloadIn(text: string): Payload {
	const value = parseJson(text);
	if (value === undefined) return { type: "strange", why: "it is no JSON object" };
	const { raw_body: raw, content_type: type } = value;
	if (typeof raw === "string") return payloadOfRaw(raw, String(type ?? ""));
	if (typeof value.signature === "string") return payloadOfVector(value);
	if (typeof value.ok === "boolean") return { type: "answer", body: value };
	if (typeof value.command === "string") return ofCommand(toForm(value), value);
	if (interactions.has(value.type)) return ofInteraction(value);
	if (envelopes.has(value.type)) return ofEvent(text, value);
	if (typeof value.type === "string") return ofLoneEvent(value);
	return { type: "strange", why: "Slack neither sends nor answers it" };
}

function payloadOfRaw(raw: string, contentType: string): Payload {
	if (contentType.includes("json")) return payloadIn(raw);
	const form = new URLSearchParams(raw);
	const interaction = parseJson(form.get("payload") ?? "");
	if (interaction !== undefined) return { type: "interaction", post: formPost(raw, interaction) };
	return form.has("command")
		? ofCommand(raw, Object.fromEntries(form))
		: { type: "strange", why: "no such form" };
}

function payloadOfVector({ secret, timestamp, body, signature }: Members): Payload {
	if (typeof secret !== "string" || typeof body !== "string" || timestamp === undefined)
		return { type: "strange", why: "a signature needs a secret, a timestamp and a body" };
	const vector = { secret, timestamp: String(timestamp), body, signature: String(signature) };
	return { type: "vector", vector };
}

function ofCommand(form: string, body: Members): Payload {
	return { type: "command", post: formPost(form, body) };
}

function ofInteraction(body: Members): Payload {
	return { type: "interaction", post: formPost(toForm({ payload: JSON.stringify(body) }), body) };
}

function ofEvent(text: string, body: Members): Payload {
	return { type: "event", post: { contentType: "application/json", text, body } };
}

/** An event without what Slack puts around it. */
function ofLoneEvent(event: Members): Payload {
	const around = { token: "replay", team_id: "T0REPLAY", api_app_id: "A0REPLAY", type: "event_callback" };
	const body = { ...around, event_id: "Ev0REPLAY", event_time: 1_760_000_000, event };
	return ofEvent(JSON.stringify(body), body);
}

function formPost(text: string, body: Members): Post {
	return { contentType: "application/x-www-form-urlencoded", text, body };
}

function toForm(members: Members): string {
	return new URLSearchParams(
		Object.entries(members).map(([name, value]): [string, string] => [name, String(value)]),
	).toString();
}

function parseJson(text: string): Members | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

export function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
