import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same, in a time that tells nothing about either. */
export function constantTimeEqual(a: string | Uint8Array, b: string | Uint8Array): boolean {
	return timingSafeEqual(digest(a), digest(b));
}

/** Of one length, whatever the secret's. */
function digest(secret: string | Uint8Array): Uint8Array {
	return createHash("sha256").update(secret).digest();
}
