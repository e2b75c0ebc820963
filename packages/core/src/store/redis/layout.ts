import { createHmac } from "node:crypto";
import { BatonError } from "../../error.js";
import { checkMark, storeNotSealed, storeSealed } from "../key-marks.js";
import { createSealer, type Encryption, type Sealer } from "../seal.js";
import { newSecret } from "../tombstone.js";
import type { RedisLink } from "./link.js";
import { pairs } from "./replies.js";
import { scriptOf } from "./script.js";
import { plainVeil, sealedVeil, type Veil } from "./veil.js";

const layout = "1";

/** Marks of the keys under which something is sealed. */
export const markPrefix = "key ";

/** The first to come says it for all who come later. */
const settleScript = scriptOf(`
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HSET', KEYS[1], unpack(ARGV)) end
return redis.call('HGETALL', KEYS[1])
`);

export interface LayoutOptions {
	readonly partitions: number;
	readonly keySecret: string | undefined;
	readonly encryption: Encryption | undefined;
}

export interface Layout {
	/** Of this store, under which tombstones are named. */
	readonly secret: string;
	readonly veil: Veil;
	/** Where values are sealed. */
	readonly sealer: Sealer | undefined;
}

/**
 * What the data says of how it is laid out, and its secret.
 *
 * @throws BatonError `store-layout-unknown`, `store-layout-differs`, `store-sealed`, `store-not-sealed`,
 * `store-wrong-key`, `store-key-missing`, `bad-encryption-options`
 */
export async function openLayout(link: RedisLink, key: string, options: LayoutOptions): Promise<Layout> {
	const { encryption } = options;
	const sealer = encryption === undefined ? undefined : createSealer(encryption);
	const names = namesOf(options);
	const ours = {
		...{ layout, partitions: String(options.partitions), names },
		secret: sealer === undefined ? newSecret() : sealer.seal(newSecret(), placeIn(key, "secret")),
		...(sealer === undefined ? {} : markOf(key, sealer)),
	};
	const found = new Map(pairs(await link.run(settleScript, [key], Object.entries(ours).flat())));
	checkFound(found, { ...options, names });
	const secret = found.get("secret") ?? "";
	if (sealer === undefined || encryption === undefined) return { secret, veil: plainVeil, sealer };
	checkMarks(key, found, encryption);
	const [[mark = "", sealed = ""] = []] = Object.entries(markOf(key, sealer));
	await link.write(key, ["HSETNX", key, mark, sealed]);
	const opened = sealer.open(secret, placeIn(key, "secret"));
	return { secret: opened, veil: sealedVeil(sealer, opened), sealer };
}

function namesOf({ keySecret, encryption }: LayoutOptions): string {
	if (encryption !== undefined) return "sealed";
	if (keySecret === undefined) return "plain";
	return createHmac("sha256", keySecret).update("names").digest("base64url");
}

function placeIn(key: string, field: string): string {
	return `${key} ${field}`;
}

function markOf(key: string, sealer: Sealer): Readonly<Record<string, string>> {
	const field = `${markPrefix}${sealer.current}`;
	return { [field]: sealer.seal("", placeIn(key, field)) };
}

function checkMarks(key: string, found: ReadonlyMap<string, string>, encryption: Encryption): void {
	for (const [field, sealed] of found) {
		if (!field.startsWith(markPrefix)) continue;
		checkMark({ id: field.slice(markPrefix.length), sealed, place: placeIn(key, field) }, encryption);
	}
}

function checkFound(
	found: ReadonlyMap<string, string>,
	{ partitions, names }: { readonly partitions: number; readonly names: string },
): void {
	if (found.get("layout") !== layout) {
		throw new BatonError(
			"store-layout-unknown",
			`Cannot open the store: it has layout ${found.get("layout")} and this version of Baton reads layout ${layout}, use the version that wrote it`,
		);
	}
	if (found.get("partitions") !== String(partitions)) {
		throw new BatonError(
			"store-layout-differs",
			`Cannot open the store with ${partitions} partitions: it is laid out in ${found.get("partitions")}, give that number`,
		);
	}
	if (found.get("names") === names) return;
	if (names === "sealed") throw storeNotSealed();
	if (found.get("names") === "sealed") throw storeSealed();
	throw new BatonError(
		"store-layout-differs",
		"Cannot open the store: its keys are named with another keySecret, or with none, give the one that it began with",
	);
}
