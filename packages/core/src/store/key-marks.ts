import { BatonError } from "../error.js";
import { createSealer, type Encryption } from "./seal.js";

/** What a key leaves in a store, for as long as anything may be sealed under it: only that key opens it. */
export interface KeyMark {
	readonly id: string;
	readonly sealed: string;
	/** For which it was sealed. */
	readonly place: string;
}

/** @throws BatonError `store-wrong-key`, `store-key-missing` */
export function checkMark({ id, sealed, place }: KeyMark, { keys }: Encryption): void {
	const own = keys[id];
	if (own === undefined) throw keyMissing(id);
	try {
		createSealer({ keys: { [id]: own }, current: id }).open(sealed, place);
	} catch (cause) {
		throw wrongKey(id, cause);
	}
}

export function storeSealed(): BatonError {
	return new BatonError("store-sealed", "Cannot open the store: it is encrypted, open it with its keys");
}

export function storeNotSealed(): BatonError {
	return new BatonError(
		"store-not-sealed",
		"Cannot encrypt the store: there is something in it that is not, open it without keys or begin a new one",
	);
}

function keyMissing(id: string): BatonError {
	return new BatonError(
		"store-key-missing",
		`Cannot open the store: some of it is sealed under the key ${JSON.stringify(id)}, give that key, too, until all is sealed anew`,
	);
}

function wrongKey(id: string, cause: unknown): BatonError {
	return new BatonError(
		"store-wrong-key",
		`Cannot open the store: the key ${JSON.stringify(id)} is not the one that it was sealed under, check where keys come from`,
		{ cause },
	);
}
