import { createHmac } from "node:crypto";
import type { Clock } from "@baton/core";
import { platformLimits, platformTimes } from "../limits.js";

export interface SignedPost {
	readonly url: string;
	readonly body: string;
	readonly contentType: "application/json" | "application/x-www-form-urlencoded";
	readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface PostOptions {
	readonly clock: Clock;
	readonly signingSecret: string;
	/** Ends what is under way. */
	readonly ending: AbortSignal;
}

/** Why an app did not take something, in Slack's words. https://docs.slack.dev/apis/events-api/#retries */
export type FailureReason =
	| "http_timeout"
	| "too_many_redirects"
	| "connection_failed"
	| "ssl_error"
	| "http_error"
	| "unknown_error";

export interface PostAnswer {
	/** `undefined`: there was no answer, or none in time. */
	readonly status: number | undefined;
	readonly text: string;
	/** `undefined`: it was taken. */
	readonly failure: FailureReason | undefined;
	readonly headers: Headers;
}

/**
 * What Slack puts into `x-slack-signature`, for tests that post themselves.
 *
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @param timestamp epoch seconds, as in `x-slack-request-timestamp`
 */
export function signatureOf(signingSecret: string, timestamp: string, body: string): string {
	return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

/** Posts to an app as Slack does: signed, and with three seconds to answer in. */
export async function postSigned(options: PostOptions, post: SignedPost): Promise<PostAnswer> {
	const { clock, ending } = options;
	const late = new AbortController();
	const callOff = clock.after(platformTimes.answerWithin, () => late.abort());
	try {
		return await follow(options, post, AbortSignal.any([ending, late.signal]));
	} catch (error) {
		const failure = late.signal.aborted
			? "http_timeout"
			: isTlsError(error)
				? "ssl_error"
				: "connection_failed";
		return { status: undefined, text: "", failure, headers: new Headers() };
	} finally {
		callOff();
	}
}

async function follow(
	{ clock, signingSecret }: PostOptions,
	{ url, body, contentType, headers }: SignedPost,
	signal: AbortSignal,
): Promise<PostAnswer> {
	const timestamp = String(Math.floor(clock.now() / 1000));
	let address = url;
	for (let redirects = 0; redirects <= platformLimits.redirects; redirects += 1) {
		const answer = await fetch(address, {
			...{ method: "POST", body, signal, redirect: "manual" },
			headers: {
				...{ "content-type": contentType, accept: "*/*", "user-agent": agent },
				"x-slack-request-timestamp": timestamp,
				"x-slack-signature": signatureOf(signingSecret, timestamp, body),
				...headers,
			},
		});
		const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
		if (location === null) {
			const failure = answer.ok ? undefined : "http_error";
			return { status: answer.status, text: await answer.text(), failure, headers: answer.headers };
		}
		await answer.body?.cancel();
		address = new URL(location, address).href;
	}
	return { status: undefined, text: "", failure: "too_many_redirects", headers: new Headers() };
}

const agent = "Slackbot 1.0 (+https://api.slack.com/robots)";

function isTlsError(error: unknown): boolean {
	const { cause } = error instanceof Error ? error : { cause: undefined };
	const { code } = (cause ?? {}) as { readonly code?: unknown };
	return typeof code === "string" && /TLS|SSL|CERT/.test(code);
}
