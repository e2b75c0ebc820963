import { BatonError, type Logger } from "@baton/core";
import { constantTimeEqual, type Edge, type EdgeAnswer, type EdgeRequest, plainText } from "@baton/core/http";
import { parseWebhook, type Webhook } from "./parse.js";
import { isSigned, type SignatureOptions } from "./signature.js";
import { parseWireJson } from "./wire-json.js";

export interface WebhookOptions extends SignatureOptions {
	/** What Messenger repeats when it verifies the address. */
	readonly verifyToken: string;
	/** What webhooks may be about. Default: pages. */
	readonly objects?: readonly string[] | undefined;
	/** Keeps what came. It is acknowledged when this resolves, and sent again by Messenger if it rejects. */
	readonly take: (webhook: Webhook) => Promise<void>;
	readonly logger: Logger;
	/** What takes longer to keep is not acknowledged, in milliseconds. Default: 4,000, of Messenger's five seconds. */
	readonly withinMs?: number | undefined;
}

/** Messenger waits for five seconds: https://developers.facebook.com/docs/messenger-platform/webhooks */
const defaultWithinMs = 4_000;

/**
 * Answers Messenger. What is not signed by it gets a 4xx, and nothing else happens.
 *
 * | request | answer |
 * | --- | --- |
 * | verification with our token | 200 and the challenge as plain text |
 * | verification with another | 403 |
 * | signed events | 200 once they are kept, 503 if they cannot be: Messenger sends them again |
 * | not signed, or not over these bytes | 401 |
 * | signed, and no JSON | 400 |
 * | signed, and not about a page | 404 |
 * | another method | 405 |
 */
export function webhookEdge(options: WebhookOptions): Edge {
	return async (request) => {
		if (request.method === "GET") return verify(request.query, options.verifyToken);
		if (request.method === "POST") return acknowledge(request, options);
		return { ...plainText(405, "Use GET or POST"), headers: { allow: "GET, POST" } };
	};
}

function verify(query: URLSearchParams, verifyToken: string): EdgeAnswer {
	const [mode, token] = [query.get("hub.mode"), query.get("hub.verify_token")];
	const challenge = query.get("hub.challenge");
	if (mode !== "subscribe" || token === null || challenge === null)
		return plainText(400, "This is the address of a webhook");
	if (!constantTimeEqual(token, verifyToken)) return plainText(403, "The verify token is another one");
	const answer = plainText(200, challenge);
	return { ...answer, headers: { ...answer.headers, "x-content-type-options": "nosniff" } };
}

async function acknowledge(request: EdgeRequest, options: WebhookOptions): Promise<EdgeAnswer> {
	const { take, logger, withinMs = defaultWithinMs } = options;
	if (!isSigned(request, request.body, options))
		return plainText(401, "The body is not signed with this app's secret");
	let webhook: Webhook;
	try {
		webhook = parseWebhook(parseWireJson(request.body), Date.now(), options.objects);
	} catch (error) {
		if (!(error instanceof BatonError)) throw error;
		logger.warn("messenger-webhook-refused", { error });
		return plainText(error.code === "not-messenger" ? 404 : 400, error.message);
	}
	for (const { where, why } of webhook.refused) logger.warn("messenger-event-refused", { where, why });
	return (await isTaken(take(webhook), withinMs, logger))
		? plainText(200, "EVENT_RECEIVED")
		: plainText(503, "Not kept, send it again");
}

/** What is still being kept when time is up may be kept in the end: what Messenger sends again is dropped then. */
function isTaken(taking: Promise<void>, withinMs: number, logger: Logger): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), withinMs);
		const settle = (isKept: boolean): void => {
			clearTimeout(timer);
			resolve(isKept);
		};
		taking.then(
			() => settle(true),
			(error: unknown) => {
				logger.error("messenger-webhook-not-kept", { error });
				settle(false);
			},
		);
	});
}
