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

/** By its name; whole where the server was started or promoted since, and does not know it yet. */
export async function evaluate(
	{ lua, sha }: RedisScript,
	args: readonly string[],
	send: (command: readonly string[]) => Promise<unknown>,
): Promise<unknown> {
	try {
		return await send(["EVALSHA", sha, ...args]);
	} catch (error) {
		if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
		return send(["EVAL", lua, ...args]);
	}
}
