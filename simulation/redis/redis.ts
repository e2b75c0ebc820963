import { createHash } from "node:crypto";
import { commands } from "./commands.js";
import { createLua } from "./lua.js";
import { copyOf, type Data, emptyData, RedisError, type Reply } from "./values.js";

/** A Redis in memory: the commands and scripts that Baton uses, on a clock that is given to it. */
export interface SimulatedRedis {
	/** @throws RedisError what Redis would answer */
	execute(command: readonly string[]): Reply;
	/** Hears what is published on a sharded channel. Returns what ends it. */
	subscribe(channel: string, listener: (message: string) => void): () => void;
	/** Everything as it is now. */
	save(): Data;
	/** As after a restart or a failover: with what was saved, and without the scripts. */
	restart(data: Data): void;
	/** All keys and what is in them, for whoever looks for traces. */
	dump(): string;
}

/** `onSet` is told of every text that a script sets. */
export function createRedis(now: () => number, onSet?: (key: string, text: string) => void): SimulatedRedis {
	let data = emptyData();
	let scripts = new Map<string, string>();
	const listeners = new Map<string, Set<(message: string) => void>>();
	let allowed: ReadonlySet<string> | undefined;
	const lua = createLua((command) => call(command));

	/** A script may only touch keys of one slot. */
	function call([name = "", ...args]: readonly string[]): Reply {
		const word = name.toUpperCase();
		if (word === "SPUBLISH") return publish(args[0] ?? "", args[1] ?? "");
		const run = Object.hasOwn(commands, word) ? commands[word] : undefined;
		if (run === undefined) throw new RedisError(`ERR unknown command '${name}'`);
		if (allowed !== undefined && word !== "TIME") checkSlot(allowed, args[0] ?? "");
		if (word === "SET" && allowed !== undefined) onSet?.(args[0] ?? "", args[1] ?? "");
		return run({ data, now: now() }, ...args);
	}

	function publish(channel: string, message: string): number {
		const hearing = listeners.get(channel) ?? new Set();
		for (const listener of hearing) listener(message);
		return hearing.size;
	}

	function evaluate(script: string, [count = "0", ...rest]: readonly string[]): Reply {
		const keys = rest.slice(0, Number(count));
		const mayCross = /^#!lua .*allow-cross-slot-keys/.test(script);
		allowed = mayCross ? undefined : new Set(keys.map(tagOf));
		try {
			if (allowed !== undefined && allowed.size > 1)
				throw new RedisError("CROSSSLOT Keys in request don't hash to the same slot");
			return lua.run(script, keys, rest.slice(Number(count)));
		} finally {
			allowed = undefined;
		}
	}

	function execute(command: readonly string[]): Reply {
		const [name = "", ...args] = command;
		switch (name.toUpperCase()) {
			case "EVAL": {
				const [script = "", ...rest] = args;
				scripts.set(createHash("sha1").update(script).digest("hex"), script);
				return evaluate(script, rest);
			}
			case "EVALSHA": {
				const script = scripts.get(args[0] ?? "");
				if (script === undefined) throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
				return evaluate(script, args.slice(1));
			}
			case "WAIT":
				return 1;
			default:
				return call(command);
		}
	}

	return {
		execute,
		subscribe(channel, listener) {
			const hearing = listeners.get(channel) ?? new Set();
			listeners.set(channel, hearing.add(listener));
			return () => void hearing.delete(listener);
		},
		save: () => copyOf(data),
		restart(saved) {
			data = copyOf(saved);
			scripts = new Map();
		},
		dump: () =>
			JSON.stringify([...data.values], (_, value: unknown) =>
				value instanceof Map || value instanceof Set ? [...value] : value,
			),
	};
}

function tagOf(key: string): string {
	return /\{(.+?)\}/.exec(key)?.[1] ?? key;
}

function checkSlot(allowed: ReadonlySet<string>, key: string): void {
	if (!allowed.has(tagOf(key)))
		throw new RedisError("ERR Script attempted to access a non local key in a cluster node");
}
