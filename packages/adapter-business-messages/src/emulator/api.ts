import type { Clock } from "@baton/core";
import type { EdgeRequest } from "@baton/core/http";
import type { z } from "zod";
import { limits } from "../limits.js";
import { apiEvent, apiMessage, apiReceipt, describeProblem } from "../wire.js";
import type { MediaCheck } from "./media.js";
import { type Refusal, refusal } from "./refusal.js";
import { type ApiRequest, type Conversation, nameOf, type State } from "./state.js";

export interface ApiParts {
	readonly state: State;
	readonly clock: Clock;
	readonly isGood: (token: string) => boolean;
	/** Pictures are not looked at without it. */
	readonly media: MediaCheck | undefined;
	/** What is to go wrong next, if anything. */
	readonly nextFault: () => Refusal | undefined;
	/** The user's device has got the message. */
	readonly onMessage: (conversation: Conversation, messageId: string) => void;
}

/** What the platform did, or why it did not. */
export type Done = { readonly body: object } | { readonly refused: Refusal };

type Route = (parts: ApiParts, call: Call) => Promise<Attempt> | Attempt;

interface Call {
	readonly conversation: Conversation;
	readonly messageId: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
}

/** What was asked for as far as it could be read, and what to do if nothing is against it. */
interface Attempt {
	readonly asked: Asked;
	readonly refused?: Refusal | undefined;
	readonly act?: () => object;
}

type Asked = ApiRequest extends infer R
	? R extends ApiRequest
		? Omit<R, "at" | "conversationId" | "answer">
		: never
	: never;

const routes: readonly { readonly method: string; readonly path: RegExp; readonly route: Route }[] = [
	{ method: "POST", path: /^\/v1\/conversations\/([^/]+)\/messages$/, route: createMessage },
	{ method: "POST", path: /^\/v1\/conversations\/([^/]+)\/events$/, route: createEvent },
	{ method: "POST", path: /^\/v1\/conversations\/([^/]+)\/surveys$/, route: createSurvey },
	{
		method: "PATCH",
		path: /^\/v1\/conversations\/([^/]+)\/messages\/([^/]+)\/receipt$/,
		route: updateReceipt,
	},
];

const exists = refusal("ALREADY_EXISTS", "Requested entity already exists");

/** A typing indicator is shown this long, if nothing comes instead. */
const typingForMs = 20_000;

/** Answers a request as the platform would: token first, then address, conversation, body, and what was before. */
export async function callApi(parts: ApiParts, request: EdgeRequest): Promise<Done> {
	const { state, clock } = parts;
	const match = matchOf(request);
	const [conversationId = "", messageId = ""] = match?.ids ?? [];
	const conversation = state.conversations.get(conversationId);
	const attempt = await attemptOf(parts, request, match, conversation, messageId);
	const { asked, refused, act } = attempt;
	state.requests.push({
		...asked,
		at: clock.now(),
		conversationId,
		answer: refused?.status ?? "OK",
	} as ApiRequest);
	if (refused !== undefined) return { refused };
	const body = act?.() ?? {};
	state.changed(conversationId);
	return { body };
}

async function attemptOf(
	parts: ApiParts,
	request: EdgeRequest,
	match: Match | undefined,
	conversation: Conversation | undefined,
	messageId: string,
): Promise<Attempt> {
	const asked: Asked = { kind: "unread", path: request.path };
	const token = /^Bearer (.+)$/.exec(request.header("authorization") ?? "")?.[1] ?? "";
	if (!parts.isGood(token))
		return { asked, refused: refusal("UNAUTHENTICATED", "The access token is missing, unknown or lapsed") };
	const fault = parts.nextFault();
	if (fault !== undefined) return { asked, refused: fault };
	if (match === undefined) return { asked, refused: refusal("NOT_FOUND", "There is no such method") };
	if (conversation === undefined)
		return { asked, refused: refusal("PERMISSION_DENIED", "The conversation is not the agent's") };
	const body = bodyOf(request);
	if (body === undefined) return { asked, refused: refusal("INVALID_ARGUMENT", "The body is not JSON") };
	return match.route(parts, { conversation, messageId, query: request.query, body });
}

interface Match {
	readonly route: Route;
	readonly ids: readonly string[];
}

function matchOf({ method, path }: EdgeRequest): Match | undefined {
	for (const each of routes) {
		const match = each.method === method ? each.path.exec(path) : null;
		if (match !== null) return { route: each.route, ids: match.slice(1).map(decodeURIComponent) };
	}
	return undefined;
}

function bodyOf({ body }: EdgeRequest): unknown {
	if (body.length === 0) return {};
	try {
		return JSON.parse(Buffer.from(body).toString("utf8"));
	} catch {
		return undefined;
	}
}

async function createMessage(parts: ApiParts, { conversation, query, body }: Call): Promise<Attempt> {
	const forceFallback = query.get("forceFallback") === "true";
	const { data, error } = apiMessage.safeParse(body);
	if (data === undefined) return unreadable("message", error);
	const asked: Asked = { kind: "message", body: data, forceFallback };
	const { messageId } = data;
	const problem = await parts.media?.ofMessage(data);
	if (problem !== undefined) return { asked, refused: refusal("INVALID_ARGUMENT", problem) };
	if (conversation.used.has(`message/${messageId}`)) return { asked, refused: exists };
	return {
		asked,
		act() {
			conversation.used.add(`message/${messageId}`);
			conversation.typing = undefined;
			const at = parts.clock.now();
			const isFallback = forceFallback && data.fallback !== undefined;
			conversation.lines.push({
				kind: "message",
				id: messageId,
				at,
				message: data,
				isFallback,
				receipt: undefined,
			});
			parts.onMessage(conversation, messageId);
			return { ...data, name: nameOf(conversation.id, messageId) };
		},
	};
}

async function createEvent(parts: ApiParts, { conversation, query, body }: Call): Promise<Attempt> {
	const eventId = query.get("eventId") ?? "";
	const { data, error } = apiEvent.safeParse(body);
	if (data === undefined) return unreadable("event", error);
	const asked: Asked = { kind: "event", eventId, body: data };
	if (eventId === "") return { asked, refused: refusal("INVALID_ARGUMENT", "eventId is required") };
	const { eventType, representative } = data;
	const problem = await parts.media?.ofSpeaker(representative);
	if (problem !== undefined) return { asked, refused: refusal("INVALID_ARGUMENT", problem) };
	if (conversation.used.has(`event/${eventId}`)) return { asked, refused: exists };
	return {
		asked,
		act() {
			const at = parts.clock.now();
			conversation.used.add(`event/${eventId}`);
			if (eventType === "TYPING_STARTED")
				parts.clock.after(typingForMs, () => parts.state.changed(conversation.id));
			conversation.typing =
				eventType === "TYPING_STARTED" ? { by: representative, until: at + typingForMs } : undefined;
			if (eventType === "REPRESENTATIVE_JOINED" || eventType === "REPRESENTATIVE_LEFT") {
				const kind = eventType === "REPRESENTATIVE_JOINED" ? "joined" : "left";
				conversation.lines.push({ kind, id: eventId, at, representative });
			}
			return { ...data, name: `conversations/${conversation.id}/events/${eventId}` };
		},
	};
}

function createSurvey({ clock }: ApiParts, { conversation, query }: Call): Attempt {
	const surveyId = query.get("surveyId") ?? "";
	const asked: Asked = { kind: "survey", surveyId };
	const at = clock.now();
	const { lastSurveyAt, knowsSurveys } = conversation;
	if (surveyId === "") return { asked, refused: refusal("INVALID_ARGUMENT", "surveyId is required") };
	if (conversation.used.has(`survey/${surveyId}`)) return { asked, refused: exists };
	if (!knowsSurveys)
		return { asked, refused: refusal("FAILED_PRECONDITION", "The user's device shows no surveys") };
	if (lastSurveyAt !== undefined && at - lastSurveyAt < limits.surveyEveryMs)
		return { asked, refused: refusal("RESOURCE_EXHAUSTED", "There was a survey within 24 hours") };
	return {
		asked,
		act() {
			conversation.used.add(`survey/${surveyId}`);
			conversation.lastSurveyAt = at;
			conversation.lines.push({ kind: "survey", id: surveyId, at, response: undefined });
			return { name: `conversations/${conversation.id}/surveys/${surveyId}` };
		},
	};
}

function updateReceipt(_: ApiParts, { conversation, messageId, body }: Call): Attempt {
	const { data, error } = apiReceipt.safeParse(body);
	if (data === undefined) return unreadable("receipt", error);
	const { receiptType } = data;
	const asked: Asked = { kind: "receipt", messageId, receiptType };
	const line = conversation.lines.find(({ kind, id }) => kind === "user" && id === messageId);
	if (line?.kind !== "user")
		return { asked, refused: refusal("NOT_FOUND", "The user wrote no such message") };
	return {
		asked,
		act() {
			if (line.state !== "read") line.state = receiptType === "READ" ? "read" : "delivered";
			return { name: `${nameOf(conversation.id, messageId)}/receipt`, receiptType };
		},
	};
}

function unreadable(what: string, error: z.ZodError): Attempt {
	return {
		asked: { kind: "unread", path: what },
		refused: refusal("INVALID_ARGUMENT", `Invalid ${what}: ${describeProblem(error)}`),
	};
}
