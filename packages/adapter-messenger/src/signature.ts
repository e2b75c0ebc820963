import { createHmac, timingSafeEqual } from "node:crypto";

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
	if (given !== undefined) return isSignature("sha256", given, digestOf("sha256", body, appSecret));
	const old = allowSha1 ? header("x-hub-signature") : undefined;
	return old !== undefined && isSignature("sha1", old, digestOf("sha1", body, appSecret));
}

/** In a time that tells nothing about what is expected: how long it must be is no secret. */
function isSignature(algorithm: Algorithm, given: string, expected: Buffer): boolean {
	const before = algorithm.length + 1;
	if (!given.startsWith(`${algorithm}=`) || given.length !== before + expected.length * 2) return false;
	const bytes = Buffer.from(given.slice(before), "hex");
	return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** What Messenger puts into `X-Hub-Signature-256`: `sha256=` and lower-case hex. */
export function sign(body: string | Uint8Array, appSecret: string): string {
	return `sha256=${digestOf("sha256", body, appSecret).toString("hex")}`;
}

type Algorithm = "sha256" | "sha1";

function digestOf(algorithm: Algorithm, body: string | Uint8Array, appSecret: string): Buffer {
	return createHmac(algorithm, appSecret).update(body).digest();
}
