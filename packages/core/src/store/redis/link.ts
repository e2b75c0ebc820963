import { BatonError } from "../../error.js";
import { within } from "../../within.js";
import type { OnMessage } from "./connection.js";
import { storeFailed } from "./failure.js";
import { type Line, type LineOptions, openLine } from "./line.js";
import { createOffset } from "./offset.js";
import { evaluate, type RedisScript } from "./script.js";

/**
 * What it means that something is acknowledged: that Redis has it in memory, on disk (`appendfsync always`), or that
 * a replica has it, too.
 */
export type Acknowledge = "memory" | "disk" | "replicated";

export interface LinkOptions extends LineOptions {
	readonly acknowledge: Acknowledge;
}

/** The way to Redis. Everything rejects with `store-failed` while Redis is away, and is tried anew behind it. */
export interface RedisLink {
	/** The clock of Redis, epoch milliseconds, as far as it is known here. */
	now(): number;
	read(key: string, command: readonly string[]): Promise<unknown>;
	/** Resolves when what was written is acknowledged. */
	write(key: string, command: readonly string[]): Promise<unknown>;
	/** Runs a script that only reads. All keys are in one slot. */
	look(script: RedisScript, keys: readonly string[], args: readonly string[]): Promise<unknown>;
	/**
	 * Runs a script on each server that has some of the keys, which gives an answer for each key that it is told
	 * among its arguments. Answers are in the order of the keys.
	 */
	lookAll(script: RedisScript, keys: readonly string[], args: readonly string[]): Promise<readonly unknown[]>;
	/** Runs a script; resolves when what it wrote is acknowledged. */
	run(script: RedisScript, keys: readonly string[], args: readonly string[]): Promise<unknown>;
	/** Puts keys together that one server has. */
	group(keys: readonly string[]): readonly (readonly string[])[];
	/** From every primary. */
	readAll(command: readonly string[]): Promise<readonly unknown[]>;
	/** Listens until the end, also after the connection was lost and stands again. */
	subscribe(channels: readonly string[], onMessage: OnMessage): Promise<void>;
	/** Called whenever what was known of the data may not hold any more. Returns what ends it. */
	onChange(listener: () => void): () => void;
	close(): void;
}

/** @throws BatonError `store-failed` if Redis cannot be reached */
export async function openLink(options: LinkOptions): Promise<RedisLink> {
	const line = await openLine(options);
	const send: Send = (key, command) => answered(line, options, line.current().send(key, command));
	const acknowledge = options.acknowledge === "replicated" ? replicated(line, send) : send;
	const offset = createOffset(options.clock, async () => send("", ["TIME"]));
	await told("connect to", offset.measure);
	const start = (keys: readonly string[], args: readonly string[]) => [String(keys.length), ...keys, ...args];

	return {
		now: offset.now,
		read: (key, command) => told("read", async () => send(key, command)),
		write: (key, command) => told("write to", async () => acknowledge(key, command)),
		look: (script, keys, args) =>
			told("read", () => evaluate(script, start(keys, args), async (words) => send(keys[0] ?? "", words))),
		lookAll: (script, keys, args) => told("read", () => askAll(line, send, { script, keys, args })),
		run: (script, keys, args) =>
			told("write to", () =>
				evaluate(script, start(keys, args), async (words) => acknowledge(keys[0] ?? "", words)),
			),
		group: (keys) => line.current().group(keys),
		readAll: (command) =>
			told("read", async () => answered(line, options, line.current().sendToAll(command))),
		subscribe: (channels, onMessage) => told("listen to", () => line.subscribe(channels, onMessage)),
		onChange: line.onChange,
		close: line.close,
	};
}

type Send = (key: string, command: readonly string[]) => Promise<unknown>;

const nothing = Symbol("nothing");

/** A connection that does not answer in time is given up. */
async function answered<Reply>(
	line: Line,
	{ clock, answerWithinMs }: LinkOptions,
	asking: Promise<Reply>,
): Promise<Reply> {
	const connection = line.current();
	const answer = await within<Reply | typeof nothing>(clock, answerWithinMs, asking, () => nothing);
	if (answer !== nothing) return answer;
	// This process may have been busy itself: what has arrived meanwhile is read now.
	const late = await Promise.race([asking, nextRound()]);
	if (late !== nothing) return late;
	line.renew(connection);
	throw new Error(`No answer within ${answerWithinMs} ms`);
}

async function nextRound(): Promise<typeof nothing> {
	for (let round = 0; round < 2; round++) {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	}
	return nothing;
}

/** What was written counts only when a replica has it. */
function replicated(line: Line, send: Send): Send {
	const count = async (key: string): Promise<number> => line.current().countReplicas(key);
	const sendNow = async (...words: Parameters<Send>): Promise<unknown> => send(...words);
	return async (key, command) => {
		const [reply, replicas] = await Promise.all([sendNow(key, command), count(key)]);
		if (replicas > 0) return reply;
		throw new BatonError(
			"store-failed",
			"Cannot acknowledge what was written: no replica had it in time, check the replicas and try again",
		);
	};
}

async function askAll(
	line: Line,
	send: Send,
	{
		script,
		keys,
		args,
	}: {
		readonly script: RedisScript;
		readonly keys: readonly string[];
		readonly args: readonly string[];
	},
): Promise<readonly unknown[]> {
	const answers = new Map<string, unknown>();
	const ask = async (group: readonly string[]): Promise<void> => {
		const [first = ""] = group;
		const reply = await evaluate(script, ["1", first, ...args, ...group], (words) => send(first, words));
		for (const [index, key] of group.entries())
			answers.set(key, Array.isArray(reply) ? reply[index] : undefined);
	};
	await Promise.all(line.current().group(keys).map(ask));
	return keys.map((key) => answers.get(key));
}

async function told<Reply>(action: string, work: () => Promise<Reply>): Promise<Reply> {
	try {
		return await work();
	} catch (cause) {
		throw storeFailed(action, cause);
	}
}
