import { createHmac } from "node:crypto";
import { constantTimeEqual } from "@baton/core/http";

/** The header that carries the signature. */
export const signatureHeader = "x-goog-signature";

/**
 * Base64 of an HMAC-SHA512 over the raw body, under the agent's client token.
 * https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export function sign(body: Uint8Array | string, clientToken: string): string {
	return createHmac("sha512", clientToken).update(body).digest("base64");
}

/** Whether the body was signed with the token. Over the bytes as they came: JSON written anew is other bytes. */
export function isSigned(body: Uint8Array, signature: string, clientToken: string): boolean {
	return constantTimeEqual(signature.trim(), sign(body, clientToken));
}
