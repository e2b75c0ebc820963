import { createHmac } from "node:crypto";
import { constantTimeEqual, type EdgeRequest } from "@baton/core/http";

/** What is older, or further ahead, is not believed. */
const windowSeconds = 300;

/** `v0=` and the HMAC-SHA256, in hex, of `v0:TIMESTAMP:BODY` under the secret: as Slack does it. */
export function signatureOf(secret: string, time: string, body: string | Uint8Array): string {
	return `v0=${createHmac("sha256", secret).update(`v0:${time}:`).update(body).digest("hex")}`;
}

export function signedHeaders(secret: string, now: number, body: string): Readonly<Record<string, string>> {
	const time = String(Math.floor(now / 1000));
	return {
		"content-type": "application/json",
		"x-baton-timestamp": time,
		"x-baton-signature": signatureOf(secret, time, body),
	};
}

export function isSigned({ header, body }: EdgeRequest, secret: string, now: number): boolean {
	const [time, given] = [header("x-baton-timestamp"), header("x-baton-signature")];
	if (time === undefined || given === undefined || !/^\d{1,12}$/.test(time)) return false;
	if (Math.abs(now / 1000 - Number(time)) > windowSeconds) return false;
	return constantTimeEqual(given, signatureOf(secret, time, body));
}
