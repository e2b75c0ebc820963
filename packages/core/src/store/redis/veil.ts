import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { hideName, type Sealer, tampered } from "../seal.js";

/** How texts stand in Redis: as they are, or so that nobody can read them without the keys. */
export interface Veil {
	/**
	 * `at` says where it stands. The `head` stays readable for scripts, and cannot be changed either; it is empty or ends
	 * with "=" or a line break.
	 */
	seal(text: string, at: string, head?: string): string;
	/** The head, and the text behind it. @throws BatonError `store-tampered` */
	open(kept: string, at: string): string;
	/** The same every time, so that scripts find it. @throws BatonError `store-tampered` where it is revealed */
	hide(text: string, at: string): string;
	reveal(hidden: string, at: string): string;
	/** What a key or a field is called instead: the same every time, and never to be read again. */
	name(text: string): string;
}

/** Everything as it is. */
export const plainVeil: Veil = {
	seal: (text, _, head = "") => head + text,
	open: (kept) => kept,
	hide: (text) => text,
	reveal: (hidden) => hidden,
	name: (text) => text,
};

/** Values are sealed under the keys; names under the secret of the store, so that they stay when the keys change. */
export function sealedVeil(sealer: Sealer, secret: string): Veil {
	const derive = (purpose: string): Buffer => createHmac("sha256", secret).update(purpose).digest();
	const names = derive("names").toString("base64url");
	return {
		...createHider(derive("hide"), derive("check")),
		seal: (text, at, head = "") => head + sealer.seal(text, placeOf(at, head)),
		open(kept, at) {
			const found = splitSealed(kept);
			if (found === undefined) throw tampered(at);
			return found.head + sealer.open(found.sealed, placeOf(at, found.head));
		},
		name: (text) => hideName(names, text),
	};
}

/** What scripts read of it, and what is sealed; nothing, if it is no sealed value. */
export function splitSealed(kept: string): { readonly head: string; readonly sealed: string } | undefined {
	const [, head = "", sealed] = /^([\s\S]*[\n=])?([\w-]{1,32}\.[\w-]+)$/.exec(kept) ?? [];
	return sealed === undefined ? undefined : { head, sealed };
}

export function placeOf(at: string, head: string): string {
	return head === "" ? at : `${at} ${head}`;
}

const checkLength = 16;

/** AES-256 in counter mode from a keyed hash of the text and its place, by which a change is noticed (as in RFC 5297). */
function createHider(key: Buffer, checkKey: Buffer): Pick<Veil, "hide" | "reveal"> {
	const checkOf = (text: string, at: string): Buffer =>
		createHmac("sha256", checkKey).update(`${at}\0${text}`).digest().subarray(0, checkLength);

	function decipher(hidden: string): { readonly check: Buffer; readonly text: string } | undefined {
		const bytes = Buffer.from(hidden, "base64url");
		if (bytes.length < checkLength || bytes.toString("base64url") !== hidden) return undefined;
		const check = bytes.subarray(0, checkLength);
		const opener = createDecipheriv("aes-256-ctr", key, check);
		const text = Buffer.concat([opener.update(bytes.subarray(checkLength)), opener.final()]);
		return { check, text: text.toString("utf8") };
	}

	return {
		hide(text, at) {
			const check = checkOf(text, at);
			const cipher = createCipheriv("aes-256-ctr", key, check);
			return Buffer.concat([check, cipher.update(text, "utf8"), cipher.final()]).toString("base64url");
		},
		reveal(hidden, at) {
			const found = decipher(hidden);
			if (found === undefined || !timingSafeEqual(found.check, checkOf(found.text, at))) throw tampered(at);
			return found.text;
		},
	};
}
