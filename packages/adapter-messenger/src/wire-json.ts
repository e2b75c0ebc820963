import { BatonError } from "@baton/core";

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a body as JSON without losing a digit: integers above 2^53, as ids of posts and attachments are, come out
 * as strings. Members called `__proto__` are left out.
 *
 * @throws BatonError `bad-json`
 */
export function parseWireJson(body: Uint8Array): unknown {
	try {
		const text = decoder.decode(body);
		const value: unknown = JSON.parse(text);
		if (!mayBeLong.test(text) && !mayBeProto.test(text)) return value;
		return JSON.parse(text.replace(stringsAndNumbers, quoteUnsafe), withoutProto);
	} catch (cause) {
		throw new BatonError("bad-json", "Cannot read the body: it is not JSON in UTF-8", { cause });
	}
}

/** Cheap tests that are sometimes wrong about what is inside a string, which costs a second look and no more. */
const mayBeLong = /[:[,\s]-?\d{16}/;
const mayBeProto = /__proto__|\\u005f/i;

/** Only for what is known to be JSON: every string in it has an end. */
const stringsAndNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

function quoteUnsafe(token: string): string {
	return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}

function withoutProto(this: unknown, key: string, value: unknown): unknown {
	return key === "__proto__" ? undefined : value;
}
