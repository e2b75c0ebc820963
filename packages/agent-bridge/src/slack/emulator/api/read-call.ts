import type { EdgeRequest } from "@baton/core/http";
import { SlackRefusal } from "../refusal.js";
import type { Json } from "../state.js";

/** A call as it came: whose it is and whether it is allowed is seen later. */
export interface ReadCall {
	readonly token: string | undefined;
	readonly args: Json;
	/** The body was JSON, which not every method takes. */
	readonly isJson: boolean;
}

/**
 * https://docs.slack.dev/apis/web-api/#basics
 *
 * @throws SlackRefusal `invalid_json`, `json_not_object`, `invalid_post_type`, `missing_post_type`, `invalid_form_data`
 */
export async function readCall(request: EdgeRequest): Promise<ReadCall> {
	const { args, isJson } = await readBody(request);
	const bearer = /^Bearer (.+)$/i.exec(request.header("authorization") ?? "")?.[1];
	// Beside JSON a token is taken from the header only.
	const { token: given, ...rest } = args;
	const token = bearer ?? (isJson || typeof given !== "string" ? undefined : given);
	return { token, args: rest, isJson };
}

async function readBody({ method, query, body, ...request }: EdgeRequest): Promise<Omit<ReadCall, "token">> {
	const fromQuery = Object.fromEntries(query);
	if (method === "GET" || body.length === 0) return { args: fromQuery, isJson: false };
	const type = request.header("content-type") ?? "";
	if (type === "") throw new SlackRefusal("missing_post_type");
	const text = Buffer.from(body).toString("utf8");
	if (type.startsWith("application/json")) return { args: readJson(text), isJson: true };
	if (type.startsWith("application/x-www-form-urlencoded"))
		return { args: { ...fromQuery, ...Object.fromEntries(new URLSearchParams(text)) }, isJson: false };
	if (type.startsWith("multipart/form-data"))
		return { args: { ...fromQuery, ...(await readForm(body, type)) }, isJson: false };
	throw new SlackRefusal("invalid_post_type");
}

function readJson(text: string): Json {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new SlackRefusal("invalid_json");
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw new SlackRefusal("json_not_object");
	return value as Json;
}

async function readForm(body: Uint8Array, type: string): Promise<Json> {
	const init = { headers: { "content-type": type } };
	const form = await new Response(new Uint8Array(body), init).formData().catch(() => {
		throw new SlackRefusal("invalid_form_data");
	});
	return Object.fromEntries(form);
}
