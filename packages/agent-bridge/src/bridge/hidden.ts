import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const [ivLength, tagLength] = [12, 16];

/** Writes a text that says nothing to whoever carries it, and can be read back only as it was written. */
export function hide(key: string, purpose: string, text: string): string {
	const iv = randomBytes(ivLength);
	const cipher = createCipheriv(algorithm, keyFor(key, purpose), iv);
	const content = [cipher.update(text, "utf8"), cipher.final()];
	return Buffer.concat([iv, ...content, cipher.getAuthTag()]).toString("base64url");
}

/** Reads it back. `undefined` if it is not ours. */
export function reveal(key: string, purpose: string, hidden: string): string | undefined {
	const bytes = Buffer.from(hidden, "base64url");
	if (bytes.length < ivLength + tagLength) return undefined;
	const decipher = createDecipheriv(algorithm, keyFor(key, purpose), bytes.subarray(0, ivLength));
	decipher.setAuthTag(bytes.subarray(-tagLength));
	try {
		const content = decipher.update(bytes.subarray(ivLength, -tagLength));
		return Buffer.concat([content, decipher.final()]).toString();
	} catch {
		return undefined;
	}
}

function keyFor(key: string, purpose: string): Buffer {
	return createHmac("sha256", key).update(`hide.${purpose}`).digest();
}
