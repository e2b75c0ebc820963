import { BatonError } from "../../error.js";
import type { Acknowledge, RedisLink } from "./link.js";
import { pairs } from "./replies.js";

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
