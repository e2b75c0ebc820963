import type { SignedHeaders } from "@baton/agent-bridge/webhook";

export type Members = Readonly<Record<string, unknown>>;

/** What a file is, by its content alone. */
export type Payload =
	/** Headers and body of a signed request, and whether it is to be believed. */
	| { readonly type: "vector"; readonly vector: Vector }
	/** What a system behind the webhook posts. */
	| { readonly type: "event" | "cloud-event"; readonly value: Members }
	/** What an endpoint answers. */
	| { readonly type: "answer"; readonly answer: Answer }
	| { readonly type: "strange"; readonly why: string };

export interface Vector {
	readonly secret: string;
	readonly headers: SignedHeaders;
	readonly body: string;
	readonly isValid: boolean;
	/** Epoch milliseconds; the time of signing where the file names none. */
	readonly now: number;
}

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** `$token` stands for the verification token. */
	readonly body: string;
}

export function payloadIn(text: string): Payload {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { type: "strange", why: "it is not JSON" };
	}
	if (!isObject(value)) return { type: "strange", why: "it is no JSON object" };
	if (typeof value.secret === "string" && typeof value.raw_body === "string" && isObject(value.headers))
		return { type: "vector", vector: vectorIn(value, value.headers) };
	if (typeof value.status === "number") return { type: "answer", answer: answerIn(value, value.status) };
	if ("specversion" in value) return { type: "cloud-event", value };
	if ("type" in value || memberIn(value, "eventid") !== undefined) return { type: "event", value };
	return { type: "strange", why: "it is neither signed nor an event nor an answer" };
}

function vectorIn({ secret, raw_body, valid, now }: Members, headers: Members): Vector {
	const signedAt = Number(headers["webhook-timestamp"]);
	return {
		secret: String(secret),
		headers: headers as SignedHeaders,
		body: String(raw_body),
		isValid: valid === true,
		now: (typeof now === "number" ? now : signedAt) * 1000,
	};
}

function answerIn({ headers, body }: Members, status: number): Answer {
	const given = isObject(headers) ? Object.entries(headers) : [];
	return {
		status,
		headers: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
		body: typeof body === "string" ? body : JSON.stringify(body ?? ""),
	};
}

/** By its name in any case. */
export function memberIn(value: Members, name: string): unknown {
	return Object.entries(value).find(([each]) => each.toLowerCase() === name)?.[1];
}

export function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
