import { createHash } from "node:crypto";

/** A Lua script, and the name under which Redis remembers it. */
export interface RedisScript {
	readonly lua: string;
	readonly sha: string;
}

export function scriptOf(...parts: readonly string[]): RedisScript {
	const lua = parts.join("\n");
	return { lua, sha: createHash("sha1").update(lua).digest("hex") };
}
