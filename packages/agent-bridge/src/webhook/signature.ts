import { createHmac, randomBytes } from "node:crypto";
import { BatonError } from "@baton/core";
import { constantTimeEqual } from "@baton/core/http";

/** Headers of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks). */
export const signatureHeaders = {
	id: "webhook-id",
	timestamp: "webhook-timestamp",
	signature: "webhook-signature",
} as const;

const prefix = "whsec_";
/** How far the sender's clock may be off, in either direction. */
const toleranceMs = 300_000;

/** A new secret for signatures, as Standard Webhooks writes it: 256 random bits. */
export function newSigningSecret(): string {
	return prefix + randomBytes(32).toString("base64");
}

export interface Signed {
	readonly id: string;
	/** Epoch seconds of this attempt. */
	readonly timestamp: number;
	readonly body: string | Uint8Array;
}

/** One signature for each secret, so that the receiver may know either while one is being replaced. */
export function signWebhook(secrets: readonly string[], signed: Signed): string {
	return secrets.map((secret) => `v1,${signatureOf(secret, signed)}`).join(" ");
}

function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
	const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, "base64");
	return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
}

/** The headers of a request as a receiver has them, by their names in small letters. */
export type SignedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Checks that a request was signed with one of the secrets, not long ago.
 *
 * ```ts
 * verifyWebhook([secret], request.headers, rawBody);
 * ```
 *
 * @throws BatonError `bad-signature` with what is wrong
 */
export function verifyWebhook(
	secrets: readonly string[],
	headers: SignedHeaders,
	body: string | Uint8Array,
	now: number = Date.now(),
): void {
	const id = one(headers, signatureHeaders.id);
	const time = one(headers, signatureHeaders.timestamp);
	if (!/^\d{1,12}$/.test(time)) throw bad(`"${signatureHeaders.timestamp}" is no time in seconds`);
	const timestamp = Number(time);
	if (Math.abs(now - timestamp * 1000) > toleranceMs)
		throw bad("it was signed more than five minutes ago or ahead, look at the clocks");
	const given = one(headers, signatureHeaders.signature)
		.split(" ")
		.filter((signature) => signature.startsWith("v1,"));
	const expected = secrets.map((secret) => `v1,${signatureOf(secret, { id, timestamp, body })}`);
	const matches = given.flatMap((one) => expected.map((other) => constantTimeEqual(one, other)));
	if (!matches.includes(true))
		throw bad("no signature is of these secrets over these bytes, hash the body as it came");
}

function one(headers: SignedHeaders, name: string): string {
	const value = headers[name];
	if (typeof value === "string" && value !== "") return value;
	throw bad(`there is no "${name}"`);
}

function bad(why: string): BatonError {
	return new BatonError("bad-signature", `Cannot believe the webhook: ${why}`);
}
