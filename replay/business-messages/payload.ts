/** What a file is, by its content alone. */
export type Payload =
	/** The platform asks whether the webhook is ours. */
	| { readonly type: "verification"; readonly value: Members }
	/** The platform calls the webhook. */
	| { readonly type: "callback"; readonly text: string }
	/** A call of the API. */
	| { readonly type: "message" | "event"; readonly value: Members }
	/** What the API answers. */
	| { readonly type: "error"; readonly code: number; readonly text: string }
	| { readonly type: "strange"; readonly why: string };

export type Members = Readonly<Record<string, unknown>>;

const contents = ["text", "image", "richCard"];

/** A callback is passed on as it is: its signature is made over the bytes. */
export function payloadIn(text: string): Payload {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { type: "strange", why: "it is not JSON" };
	}
	if (!isObject(value)) return { type: "strange", why: "it is no JSON object" };
	if ("clientToken" in value && "secret" in value) return { type: "verification", value };
	if ("conversationId" in value) return { type: "callback", text };
	if ("eventType" in value) return { type: "event", value };
	if (contents.some((member) => member in value)) return { type: "message", value };
	const { error } = value;
	if (isObject(error)) return { type: "error", code: Number(error.code), text };
	return { type: "strange", why: "the platform neither sends nor takes it" };
}

function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
