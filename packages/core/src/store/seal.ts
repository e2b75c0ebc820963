import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { BatonError } from "../error.js";

/**
 * Keys under which a store encrypts what it keeps, with AES-256-GCM. Each is 32 random bytes, as such or in base64,
 * under an id of up to 32 letters, digits, `_` and `-`. What is written is sealed under the current one; the others
 * open what was sealed before. A key is good for some 4 billion records.
 *
 * ```ts
 * const encryption = { keys: { "2026-a": process.env.BATON_KEY ?? "" }, current: "2026-a" };
 * ```
 */
export interface Encryption {
	readonly keys: Readonly<Record<string, string | Uint8Array>>;
	readonly current: string;
}

/** Seals texts so that they can only be read with the keys, and only at the place for which they were sealed. */
export interface Sealer {
	/** The id of the key under which it seals. */
	readonly current: string;
	/** `place` says which record it is: a key, a position, a version. */
	seal(text: string, place: string): string;
	/** @throws BatonError `store-tampered` if it is not what was sealed for this place */
	open(sealed: string, place: string): string;
	/** Whether it is sealed under the current key. */
	isCurrent(sealed: string): boolean;
}

const [ivLength, tagLength, keyLength] = [12, 16, 32];
const idPattern = /^[\w-]{1,32}$/;

/** @throws BatonError `bad-encryption-options` */
export function createSealer({ keys, current }: Encryption): Sealer {
	const known = new Map(Object.entries(keys).map(([id, key]) => [id, parseKey(id, key)]));
	const own = known.get(current);
	if (own === undefined) throw badOptions(`there is no key ${JSON.stringify(current)} to seal with`);
	return {
		current,
		seal(text, place) {
			const iv = randomBytes(ivLength);
			const cipher = createCipheriv("aes-256-gcm", own, iv);
			cipher.setAAD(Buffer.from(`${current} ${place}`));
			const body = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
			return `${current}.${body.toString("base64url")}`;
		},
		open(sealed, place) {
			const id = idOf(sealed);
			const key = known.get(id);
			const body = Buffer.from(sealed.slice(id.length + 1), "base64url");
			const isWhole = body.length >= ivLength + tagLength && `${id}.${body.toString("base64url")}` === sealed;
			if (key === undefined || !isWhole) throw tampered(place);
			return decipher(key, body, { id, place });
		},
		isCurrent: (sealed) => idOf(sealed) === current,
	};
}

/** A name as it may stand in a key of the store: the same every time, and nothing can be read from it. */
export function hideName(secret: string, name: string): string {
	const hash = createHmac("sha256", secret).update(name, "utf16le").digest();
	return hash.subarray(0, 16).toString("base64url");
}

/** What is kept was changed, or put in another place, by somebody who does not have the key. */
export function tampered(place: string, cause?: unknown): BatonError {
	return new BatonError(
		"store-tampered",
		`Cannot read the record ${JSON.stringify(place)}: it is not what was written there, restore it from a backup and find out who can write to the store`,
		{ cause },
	);
}

function decipher(
	key: Uint8Array,
	body: Buffer,
	{ id, place }: { readonly id: string; readonly place: string },
): string {
	try {
		const opener = createDecipheriv("aes-256-gcm", key, body.subarray(0, ivLength));
		opener.setAAD(Buffer.from(`${id} ${place}`));
		opener.setAuthTag(body.subarray(-tagLength));
		const text = opener.update(body.subarray(ivLength, -tagLength));
		return Buffer.concat([text, opener.final()]).toString("utf8");
	} catch (cause) {
		throw tampered(place, cause);
	}
}

function idOf(sealed: string): string {
	return sealed.slice(0, Math.max(sealed.indexOf("."), 0));
}

function parseKey(id: string, key: string | Uint8Array): Uint8Array {
	if (!idPattern.test(id))
		throw badOptions(`the key id ${JSON.stringify(id)} has other characters than letters, digits, _ and -`);
	const bytes = typeof key === "string" ? Buffer.from(key, "base64") : key;
	if (bytes.length !== keyLength)
		throw badOptions(`the key ${JSON.stringify(id)} has ${bytes.length} bytes instead of ${keyLength}`);
	return bytes;
}

function badOptions(what: string): BatonError {
	return new BatonError(
		"bad-encryption-options",
		`Cannot encrypt the store: ${what}, make keys with "openssl rand -base64 32"`,
	);
}
