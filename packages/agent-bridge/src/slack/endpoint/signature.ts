import { createHmac } from "node:crypto";
import { constantTimeEqual, type EdgeRequest } from "@baton/core/http";

/** What is older, or further ahead, is not believed. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const windowSeconds = 300;

/** Whether Slack signed these bytes within the last five minutes. A clock may be behind as well as ahead. */
export function isSigned(
	{ header, body }: Pick<EdgeRequest, "header" | "body">,
	signingSecret: string,
	now: number,
): boolean {
	const [time, given] = [header("x-slack-request-timestamp"), header("x-slack-signature")];
	if (time === undefined || given === undefined || !/^\d{1,12}$/.test(time)) return false;
	if (Math.abs(now / 1000 - Number(time)) > windowSeconds) return false;
	return constantTimeEqual(given, signatureOf(body, time, signingSecret));
}

/** What Slack puts into `X-Slack-Signature`. */
function signatureOf(body: string | Uint8Array, time: string, signingSecret: string): string {
	return `v0=${createHmac("sha256", signingSecret).update(`v0:${time}:`).update(body).digest("hex")}`;
}
