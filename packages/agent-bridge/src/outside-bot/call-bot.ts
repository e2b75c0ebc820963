import type { Clock, SendResult } from "@baton/core";
import { readRetryAfter } from "@baton/core/http";
import { signedHeaders } from "./signature.js";

export interface CallOptions {
	readonly address: string;
	readonly secret: string;
	readonly clock: Clock;
	/** Default: 10,000 ms. */
	readonly answerWithinMs?: number | undefined;
}

/** Calls the bot's own address. Redirects are not followed. */
export async function callBot(
	{ address, secret, clock, answerWithinMs = 10_000 }: CallOptions,
	what: object,
): Promise<SendResult> {
	const body = JSON.stringify(what);
	try {
		const response = await fetch(address, {
			method: "POST",
			headers: signedHeaders(secret, clock.now(), body),
			body,
			redirect: "error",
			signal: AbortSignal.timeout(answerWithinMs),
		});
		await response.arrayBuffer();
		if (response.ok) return { state: "sent" };
		const error = `The bot answered with ${response.status}`;
		if (response.status !== 429 && response.status < 500) return { state: "failed", error };
		const afterMs = readRetryAfter(response.headers.get("retry-after"), clock.now());
		return { state: "retry", error, afterMs };
	} catch (error) {
		// The bot drops what has an id that it knows: asking again does no harm.
		return { state: "unknown", error: `The bot gave no answer: ${String(error)}` };
	}
}
