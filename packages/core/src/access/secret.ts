import { createHash, randomBytes } from "node:crypto";

/** A new secret for an app: 256 random bits. Show it once, keep its hash. */
export function newSecret(): string {
	return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. A plain hash is enough, since a secret is random and not a password. */
export function hashSecret(secret: string): string {
	return createHash("sha256").update(secret).digest("hex");
}
