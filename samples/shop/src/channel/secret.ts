import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The secret that signs cookies: made at the first start and kept, so that customers stay known. */
export function readSecret(folder: string): Buffer {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, "cookie-secret");
	try {
		writeFileSync(path, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600, flush: true });
	} catch (error) {
		if (!isTaken(error)) throw error;
	}
	return parseSecret(readFileSync(path, "utf8"), path);
}

function parseSecret(text: string, path: string): Buffer {
	const secret = Buffer.from(text.trim(), "base64url");
	if (secret.length >= 32) return secret;
	throw new Error(`Cannot read the cookie secret in ${path}: it is damaged, delete it to make a new one`);
}

function isTaken(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EEXIST";
}
