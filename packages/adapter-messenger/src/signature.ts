import { createHmac } from "node:crypto";
import { constantTimeEqual } from "@baton/core/http";

export interface SignatureOptions {
	/** The app's secret; not the page's token. */
	readonly appSecret: string;
	/**
	 * Whether the old `X-Hub-Signature` (SHA-1) is enough where the new header is missing. Default: no.
	 */
	readonly allowSha1?: boolean | undefined;
}

interface Headers {
	header(name: string): string | undefined;
}

/**
 * Whether Messenger signed these bytes. Always over the bytes as they came: what is parsed and written again
 * differs wherever Messenger escapes.
 *
 * https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
 */
export function isSigned(
	{ header }: Headers,
	body: Uint8Array,
	{ appSecret, allowSha1 = false }: SignatureOptions,
): boolean {
	const given = header("x-hub-signature-256");
	if (given !== undefined) return constantTimeEqual(given, sign(body, appSecret));
	const old = allowSha1 ? header("x-hub-signature") : undefined;
	return old !== undefined && constantTimeEqual(old, signWith("sha1", body, appSecret));
}

/** What Messenger puts into `X-Hub-Signature-256`: `sha256=` and lower-case hex. */
export function sign(body: string | Uint8Array, appSecret: string): string {
	return signWith("sha256", body, appSecret);
}

function signWith(algorithm: "sha256" | "sha1", body: string | Uint8Array, appSecret: string): string {
	return `${algorithm}=${createHmac(algorithm, appSecret).update(body).digest("hex")}`;
}
