import { signatureOf } from "@baton/agent-bridge/slack/emulator";
import type { Post } from "./payload.js";
import type { Stage } from "./stage.js";

/** Longer than the desk may take. */
const withinMs = 3_000;

export interface Signing {
	/** Default: the app's. */
	readonly secret?: string | undefined;
	/** How old it is, in seconds. Default: 0. */
	readonly ageS?: number | undefined;
	/** It comes again, because it was not acknowledged. */
	readonly isRetry?: boolean | undefined;
}

export interface Answer {
	readonly status: number;
	readonly text: string;
}

/** Posts to the desk's endpoint as Slack does. */
export async function send(
	{ url, slack }: Stage,
	{ contentType, text }: Post,
	{ secret = slack.app().signingSecret, ageS = 0, isRetry = false }: Signing = {},
): Promise<Answer> {
	const timestamp = String(Math.floor(Date.now() / 1000) - ageS);
	const again = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
	const answer = await fetch(url, {
		method: "POST",
		body: text,
		headers: {
			"content-type": contentType,
			"x-slack-request-timestamp": timestamp,
			"x-slack-signature": signatureOf(secret, timestamp, text),
			...(isRetry ? again : {}),
		},
		signal: AbortSignal.timeout(withinMs),
	});
	return { status: answer.status, text: await answer.text() };
}
