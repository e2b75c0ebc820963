import { timingSafeEqual } from "node:crypto";
import { type AppId, hashSecret, newSecret } from "@baton/core";

/** By app, the hashes of its secrets: several while one is being replaced. */
export type SecretHashes = Readonly<Record<string, string | readonly string[]>>;

/**
 * Checks secrets against hashes from {@link hashSecret}, in the same time whatever was guessed.
 *
 * ```ts
 * authenticate: secretsFrom({ "crm-desk": [current, next] })
 * ```
 */
export function secretsFrom(hashes: SecretHashes): (app: AppId, secret: string) => boolean {
	const known = new Map(Object.entries(hashes).map(([app, hash]) => [app, [hash].flat()]));
	const nobody = [hashSecret(newSecret())];
	return (app, secret) => {
		const given = Buffer.from(hashSecret(secret));
		const expected = known.get(app) ?? nobody;
		return expected.map((hash) => isEqual(given, Buffer.from(hash))).includes(true);
	};
}

function isEqual(one: Buffer, other: Buffer): boolean {
	return one.length === other.length && timingSafeEqual(one, other);
}
