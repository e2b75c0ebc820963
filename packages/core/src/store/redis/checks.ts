import { createHmac } from "node:crypto";
import { BatonError } from "../../error.js";
import { newSecret } from "../tombstone.js";
import type { Keyspace } from "./keyspace.js";
import type { Acknowledge, RedisLink } from "./link.js";
import { optionalTexts, pairs } from "./replies.js";

const layout = "1";

/** What the data says of how it is laid out, and its secret. The first to come says it for all who come later. */
export async function checkLayout(
	link: RedisLink,
	{ layoutKey }: Keyspace,
	{ partitions, keySecret }: { readonly partitions: number; readonly keySecret: string | undefined },
): Promise<{ readonly secret: string }> {
	const names =
		keySecret === undefined ? "plain" : createHmac("sha256", keySecret).update("names").digest("base64url");
	const ours = { layout, partitions: String(partitions), names, secret: newSecret() };
	const writing = Object.entries(ours).map(([field, value]) =>
		link.write(layoutKey, ["HSETNX", layoutKey, field, value]),
	);
	await Promise.all(writing);
	const found = optionalTexts(await link.read(layoutKey, ["HMGET", layoutKey, ...Object.keys(ours)]));
	const [foundLayout, foundPartitions, foundNames, secret = ""] = found;
	if (foundLayout !== layout) {
		throw new BatonError(
			"store-layout-unknown",
			`Cannot open the store: it has layout ${foundLayout} and this version of Baton reads layout ${layout}, use the version that wrote it`,
		);
	}
	if (foundPartitions !== ours.partitions) {
		throw new BatonError(
			"store-layout-differs",
			`Cannot open the store with ${partitions} partitions: it is laid out in ${foundPartitions}, give that number`,
		);
	}
	if (foundNames !== names) {
		throw new BatonError(
			"store-layout-differs",
			"Cannot open the store: its keys are named with another keySecret, or with none, give the one that it began with",
		);
	}
	return { secret };
}

const needed: Readonly<
	Record<Acknowledge, { readonly setting: string; readonly is: (value: string) => boolean }[]>
> = {
	memory: [],
	disk: [
		{ setting: "appendonly", is: (value) => value === "yes" },
		{ setting: "appendfsync", is: (value) => value === "always" },
	],
	replicated: [{ setting: "min-replicas-to-write", is: (value) => Number(value) >= 1 }],
};

/** Whether every primary is set up for what is to be acknowledged. */
export async function checkAcknowledge(link: RedisLink, acknowledge: Acknowledge): Promise<void> {
	for (const { setting, is } of needed[acknowledge]) {
		const answers = await link.readAll(["CONFIG", "GET", setting]);
		const values = answers.map((answer) => pairs(answer)[0]?.[1] ?? "");
		if (values.every(is)) continue;
		throw new BatonError(
			"store-not-safe",
			`Cannot acknowledge with "${acknowledge}": ${setting} of Redis is ${values.join(", ") || "not to be read"}, set it as docs/redis.md says`,
		);
	}
}
