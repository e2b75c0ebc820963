import { randomInt } from "node:crypto";
import { BatonError } from "@baton/core/error";
import { platformTimes } from "./platform-limits.js";

/**
 * Asks a webhook whether it is the one that is meant, as Meta does before it sends anything there.
 *
 * https://developers.facebook.com/docs/messenger-platform/webhooks#verification-requests
 *
 * @throws BatonError `webhook-not-verified`
 */
export async function verifyWebhook(webhook: string, verifyToken: string): Promise<void> {
	const challenge = String(randomInt(1, 2 ** 31));
	const query = { "hub.mode": "subscribe", "hub.verify_token": verifyToken, "hub.challenge": challenge };
	const url = new URL(webhook);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	const response = await fetch(url, {
		redirect: "manual",
		signal: AbortSignal.timeout(platformTimes.webhookAnswer),
	}).catch((cause: unknown) => {
		throw notVerified(webhook, "it does not answer", cause);
	});
	const answer = await response.text();
	if (response.status !== 200) throw notVerified(webhook, `it answers ${response.status}`);
	if (answer !== challenge)
		throw notVerified(webhook, "it does not answer with the challenge and nothing else");
}

function notVerified(webhook: string, why: string, cause?: unknown): BatonError {
	return new BatonError(
		"webhook-not-verified",
		`Cannot verify the webhook ${webhook}: ${why}, check the address and the verify token`,
		{ cause },
	);
}
