import { type Clock, type Logger, systemClock } from "@baton/core";
import { type Edge, type EdgeAnswer, type EdgeRequest, plainText } from "@baton/core/http";
import { notKept } from "./not-kept.js";
import { isSigned } from "./signature.js";
import { takeBody } from "./take-body.js";

export interface SlackEdgeOptions {
	readonly signingSecret: string;
	/** Keeps what came in. It is acknowledged when this resolves, and sent again by Slack if it rejects. */
	readonly take: (kind: BodyKind, body: unknown) => Promise<void>;
	readonly logger: Logger;
	readonly clock?: Clock | undefined;
	/** What takes longer to keep is not acknowledged, in milliseconds. Default: 2,500, of Slack's three seconds. */
	readonly withinMs?: number | undefined;
}

export type BodyKind = "event" | "command" | "interaction";

/**
 * Answers Slack: events, commands and buttons at one address. What is not signed by it, or not lately, gets a 401,
 * and nothing else happens. What is signed is kept and acknowledged; the work is done afterwards.
 *
 * | request | answer |
 * | --- | --- |
 * | `url_verification` | 200 and the challenge |
 * | an event, a command, a button, a form | 200 once it is kept |
 * | an event or a button that cannot be kept | 503: Slack sends the event again, and shows that the button failed |
 * | a command or a form that cannot be kept | 200 with words that Slack shows |
 * | not signed, or more than five minutes off | 401 |
 * | signed, and not to be read | 400 |
 * | another method | 405 |
 */
export function slackEdge(options: SlackEdgeOptions): Edge {
	const { signingSecret, logger, clock = systemClock } = options;
	return async (request) => {
		if (request.query.get("ssl_check") === "1") return plainText(200, "");
		if (request.method !== "POST") return { ...plainText(405, "Use POST"), headers: { allow: "POST" } };
		if (!isSigned(request, signingSecret, clock.now()))
			return plainText(401, "The body is not signed with this app's secret, or not lately");
		const body = readBody(request);
		if (body === undefined) {
			logger.warn("slack-request-unreadable", {});
			return plainText(400, "The body could not be read");
		}
		return answer(body, options, clock);
	};
}

interface Body {
	readonly kind: BodyKind | "challenge";
	readonly value: unknown;
}

/** Events are JSON, commands are forms, and what was pressed is JSON in a form. */
function readBody({ header, body }: EdgeRequest): Body | undefined {
	const text = new TextDecoder().decode(body);
	try {
		if (header("content-type")?.startsWith("application/json")) return readJson(JSON.parse(text));
		const form = new URLSearchParams(text);
		const payload = form.get("payload");
		if (payload !== null) return { kind: "interaction", value: JSON.parse(payload) };
		if (form.get("ssl_check") === "1") return { kind: "challenge", value: "" };
		return form.has("command") ? { kind: "command", value: Object.fromEntries(form) } : undefined;
	} catch {
		return undefined;
	}
}

function readJson(value: unknown): Body | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	if ("type" in value && value.type === "url_verification" && "challenge" in value)
		return typeof value.challenge === "string" ? { kind: "challenge", value: value.challenge } : undefined;
	return { kind: "event", value };
}

async function answer(
	{ kind, value }: Body,
	{ take, logger, withinMs = 2_500 }: SlackEdgeOptions,
	clock: Clock,
): Promise<EdgeAnswer> {
	if (kind === "challenge") {
		const text = plainText(200, String(value));
		return { ...text, headers: { ...text.headers, "x-content-type-options": "nosniff" } };
	}
	const outcome = await takeBody({ taking: take(kind, value), clock, withinMs });
	if (outcome === "kept") return { status: 200 };
	if (outcome === "bad") {
		logger.warn("slack-request-unreadable", { kind });
		return plainText(400, "The body is not what Slack documents");
	}
	logger.error("slack-request-not-kept", { kind });
	const said = notKept(kind, value);
	if (said === undefined) return plainText(503, "Not kept, send it again");
	return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(said) };
}
