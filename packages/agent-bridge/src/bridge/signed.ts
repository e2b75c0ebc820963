import { createHmac, timingSafeEqual } from "node:crypto";

/** Writes a value as text that can be read back only as it was written, and for this purpose. */
export function writeSigned(key: string, purpose: string, value: unknown): string {
	const content = Buffer.from(JSON.stringify(value)).toString("base64url");
	return `${content}.${sign(key, purpose, content)}`;
}

/** Reads it back. `undefined` if it is not ours; what it holds is still to be parsed. */
export function readSigned(key: string, purpose: string, text: string): unknown {
	const [content = "", signature = "", more] = text.split(".");
	if (more !== undefined || !isSame(signature, sign(key, purpose, content))) return undefined;
	try {
		return JSON.parse(Buffer.from(content, "base64url").toString());
	} catch {
		return undefined;
	}
}

function sign(key: string, purpose: string, content: string): string {
	return createHmac("sha256", key).update(`${purpose}.${content}`).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}
