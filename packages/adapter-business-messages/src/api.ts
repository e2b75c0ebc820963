import { type Clock, systemClock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { readRetryAfter } from "@baton/core/http";
import { z } from "zod";
import { createTokens, type ServiceAccount } from "./tokens.js";
import type { ApiEvent, ApiMessage, ReceiptType } from "./wire.js";

export interface ApiOptions {
	/** Where the API is. Default: `https://businessmessages.googleapis.com`. */
	readonly baseUrl?: string | undefined;
	readonly serviceAccount: ServiceAccount;
	readonly clock?: Clock | undefined;
	/** A request takes at most this long, in milliseconds. Default: 10,000. */
	readonly withinMs?: number | undefined;
}

/** What came of a request. */
export interface Answer {
	readonly ok: boolean;
	/** HTTP's; 0 if there was no answer. */
	readonly code: number;
	/** The word for it: `ALREADY_EXISTS`, `INVALID_ARGUMENT`, … */
	readonly status: string;
	readonly message: string;
	/** When it may be tried again, if the platform says so. */
	readonly retryAfterMs?: number | undefined;
}

/** The API of Business Messages: one request each, and none is repeated here. Never rejects. */
export interface Api {
	sendMessage(conversation: string, message: ApiMessage, forceFallback: boolean): Promise<Answer>;
	sendEvent(conversation: string, eventId: string, event: ApiEvent): Promise<Answer>;
	sendReceipt(conversation: string, messageId: string, receiptType: ReceiptType): Promise<Answer>;
	sendSurvey(conversation: string, surveyId: string): Promise<Answer>;
}

export const defaultBaseUrl = "https://businessmessages.googleapis.com";

/** https://developers.google.com/business-communications/business-messages/reference/rest */
export function createApi({
	baseUrl = defaultBaseUrl,
	serviceAccount,
	clock = systemClock,
	withinMs = 10_000,
}: ApiOptions): Api {
	const base = baseOf(baseUrl);
	const tokens = createTokens({ serviceAccount, clock, withinMs });

	async function attempt(call: Call, token: string): Promise<Answer> {
		try {
			const response = await fetch(`${base}/v1/${call.path}`, {
				method: call.method,
				headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
				body: JSON.stringify(call.body),
				signal: AbortSignal.timeout(withinMs),
				redirect: "error",
			});
			return await readAnswer(response, clock.now());
		} catch (error) {
			return unanswered(error);
		}
	}

	/** A token may be taken back before it lapses: one that is refused is replaced, once. */
	async function request(call: Call): Promise<Answer> {
		try {
			const token = await tokens.current();
			const answer = await attempt(call, token);
			if (answer.code !== 401) return answer;
			tokens.discard(token);
			return await attempt(call, await tokens.current());
		} catch (error) {
			return notSignedIn(error);
		}
	}

	return {
		sendMessage: (conversation, body, forceFallback) =>
			request(post(`${place(conversation)}/messages${forceFallback ? "?forceFallback=true" : ""}`, body)),
		sendEvent: (conversation, eventId, body) =>
			request(post(`${place(conversation)}/events?eventId=${encodeURIComponent(eventId)}`, body)),
		sendReceipt: (conversation, messageId, receiptType) =>
			request({
				method: "PATCH",
				path: `${place(conversation)}/messages/${encodeURIComponent(messageId)}/receipt`,
				body: { receiptType },
			}),
		sendSurvey: (conversation, surveyId) =>
			request(post(`${place(conversation)}/surveys?surveyId=${encodeURIComponent(surveyId)}`, {})),
	};
}

interface Call {
	readonly method: "POST" | "PATCH";
	/** After the version. */
	readonly path: string;
	readonly body: object;
}

function post(path: string, body: object): Call {
	return { method: "POST", path, body };
}

function place(conversation: string): string {
	return `conversations/${encodeURIComponent(conversation)}`;
}

const failure = z.object({
	error: z.object({ status: z.string().optional(), message: z.string().optional() }),
});

async function readAnswer(response: Response, now: number): Promise<Answer> {
	const { ok, status: code } = response;
	const text = await response.text();
	if (ok) return { ok, code, status: "OK", message: "" };
	const { error } = failure.safeParse(parseJson(text)).data ?? {};
	return {
		ok,
		code,
		status: error?.status ?? "",
		message: error?.message ?? text.slice(0, 200),
		retryAfterMs: readRetryAfter(response.headers.get("retry-after"), now),
	};
}

/** Node names these where not a byte of the request was written. */
const notReached: ReadonlySet<string> = new Set([
	...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"],
]);

function unanswered(error: unknown): Answer {
	const { code } = (error as { readonly cause?: { readonly code?: string } }).cause ?? {};
	const isReached = code === undefined || !notReached.has(code);
	const why = code ?? (error instanceof Error ? error.message : String(error));
	return isReached
		? { ok: false, code: 0, status: "UNKNOWN", message: `there was no answer (${why})` }
		: { ok: false, code: 0, status: "UNAVAILABLE", message: `it could not be reached (${why})` };
}

/** Nothing was sent. */
function notSignedIn(error: unknown): Answer {
	if (!(error instanceof BatonError)) throw error;
	const status = error.code === "token-unavailable" ? "UNAVAILABLE" : "UNAUTHENTICATED";
	return { ok: false, code: 0, status, message: error.message };
}

function baseOf(baseUrl: string): string {
	const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
	if (base !== undefined && /^https?:$/.test(base.protocol) && base.search === "" && base.hash === "")
		return base.href.replace(/\/$/, "");
	throw new BatonError(
		"bad-business-messages-options",
		`Cannot call the API: the base address ${JSON.stringify(baseUrl)} is not one of http or https without a query`,
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
