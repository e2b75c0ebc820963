import type { StoreFinding } from "../../conversation/store.js";
import type { RedisLink } from "./link.js";
import { pairs, textOf } from "./replies.js";

const oldestMajor = 7;

/** How every primary is set up, for an operator. */
export async function examine(link: RedisLink): Promise<readonly StoreFinding[]> {
	const settingOf = async (name: string): Promise<readonly string[]> =>
		(await link.readAll(["CONFIG", "GET", name])).map((answer) => pairs(answer)[0]?.[1] ?? "");
	const versions = (await link.readAll(["INFO", "server"])).map(versionIn);
	const [policies, persisted, flushed] = await Promise.all(
		["maxmemory-policy", "appendonly", "appendfsync"].map(settingOf),
	);
	return [
		versions.every((version) => Number.parseInt(version, 10) >= oldestMajor)
			? { level: "fine", text: `Redis is ${versions.join(", ")}` }
			: { level: "wrong", text: `Redis is ${versions.join(", ")}: Baton needs 7 or later` },
		policies?.every((policy) => policy === "noeviction")
			? { level: "fine", text: "Redis never lets go of keys when its memory is full" }
			: {
					level: "wrong",
					text: "Redis lets go of keys when its memory is full: set maxmemory-policy to noeviction",
				},
		persisted?.every((value) => value === "yes")
			? { level: "fine", text: `Redis writes an append-only file, appendfsync ${flushed?.join(", ")}` }
			: {
					level: "mind",
					text: "Redis writes no append-only file: a restart loses what is since its last snapshot",
				},
	];
}

function versionIn(info: unknown): string {
	return /redis_version:(\S+)/.exec(textOf(info) ?? "")?.[1] ?? "unknown";
}
