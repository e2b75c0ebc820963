import type { Clock } from "../../clock.js";
import { BatonError } from "../../error.js";
import { within } from "../../within.js";
import { type Connection, connect, type OnMessage, type RedisTarget } from "./connection.js";
import { storeFailed } from "./failure.js";
import { createOffset } from "./offset.js";
import type { RedisScript } from "./script.js";

/**
 * What it means that something is acknowledged: that Redis has it in memory, on disk (`appendfsync always`), or that
 * a replica has it, too.
 */
export type Acknowledge = "memory" | "disk" | "replicated";

export interface LinkOptions {
	readonly target: RedisTarget;
	readonly acknowledge: Acknowledge;
	readonly clock: Clock;
	/** How long an answer is waited for, in milliseconds. */
	readonly answerWithinMs: number;
	readonly onError: (error: unknown) => void;
}

/** The way to Redis. Everything rejects with `store-failed` at once while Redis is away, and is tried anew behind it. */
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
	const { answerWithinMs, clock } = options;
	const line = await openLine(options);

	async function send(key: string, command: readonly string[]): Promise<unknown> {
		const connection = line.current();
		const late = (): never => {
			line.renew(connection);
			throw new Error(`No answer within ${answerWithinMs} ms`);
		};
		return within(clock, answerWithinMs, connection.send(key, command), late);
	}

	async function acknowledged(key: string, sending: Promise<unknown>): Promise<unknown> {
		if (options.acknowledge !== "replicated") return sending;
		const counting = line.current().countReplicas(key);
		const [reply, replicas] = await Promise.all([sending, counting]);
		if (replicas > 0) return reply;
		throw new BatonError(
			"store-failed",
			"Cannot acknowledge what was written: no replica had it in time, check the replicas and try again",
		);
	}

	async function evaluate(
		script: RedisScript,
		args: readonly string[],
		sending: (command: readonly string[]) => Promise<unknown>,
	): Promise<unknown> {
		try {
			return await sending(["EVALSHA", script.sha, ...args]);
		} catch (error) {
			// A server that was started or promoted since does not know the script yet.
			if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
			return sending(["EVAL", script.lua, ...args]);
		}
	}

	const offset = createOffset(clock, () => send("", ["TIME"]));
	await told("connect to", offset.measure());

	return {
		now: offset.now,
		read: (key, command) => told("read", send(key, command)),
		write: (key, command) => told("write to", acknowledged(key, send(key, command))),
		look: (script, keys, args) =>
			told(
				"read",
				evaluate(script, [String(keys.length), ...keys, ...args], (command) => send(keys[0] ?? "", command)),
			),
		async lookAll(script, keys, args) {
			const answers = new Map<string, unknown>();
			const ask = async (group: readonly string[]): Promise<void> => {
				const [first = ""] = group;
				const command = ["1", first, ...args, ...group];
				const reply = await evaluate(script, command, (words) => send(first, words));
				for (const [index, key] of group.entries())
					answers.set(key, Array.isArray(reply) ? reply[index] : undefined);
			};
			await told("read", Promise.all(groupsOf(line, keys).map(ask)));
			return keys.map((key) => answers.get(key));
		},
		run(script, keys, args) {
			const key = keys[0] ?? "";
			const sending = (command: readonly string[]) => acknowledged(key, send(key, command));
			return told("write to", evaluate(script, [String(keys.length), ...keys, ...args], sending));
		},
		readAll: (command) => told("read", within(clock, answerWithinMs, all(line, command), tooLate)),
		subscribe: (channels, onMessage) => told("listen to", line.subscribe(channels, onMessage)),
		onChange: line.onChange,
		close: line.close,
	};
}

function groupsOf(line: Line, keys: readonly string[]): readonly (readonly string[])[] {
	try {
		return line.current().group(keys);
	} catch (cause) {
		throw storeFailed("read", cause);
	}
}

async function all(line: Line, command: readonly string[]): Promise<readonly unknown[]> {
	return line.current().sendToAll(command);
}

function tooLate(): never {
	throw new Error("No answer in time");
}

async function told<Reply>(action: string, work: Promise<Reply>): Promise<Reply> {
	try {
		return await work;
	} catch (cause) {
		throw storeFailed(action, cause);
	}
}

/** A connection that is replaced when it does not answer. */
interface Line {
	/** Throws while there is none. */
	current(): Connection;
	/** Gives the connection up and makes another one. */
	renew(connection: Connection): void;
	subscribe: Connection["subscribe"];
	onChange: RedisLink["onChange"];
	close(): void;
}

const renewAfterMs = 500;

async function openLine({ target, clock, answerWithinMs, onError }: LinkOptions): Promise<Line> {
	const listeners = new Set<() => void>();
	const subscriptions: Parameters<Connection["subscribe"]>[] = [];
	let isClosed = false;
	const events = {
		onError: (error: unknown) => {
			if (!isClosed) onError(error);
		},
		onChange() {
			for (const listener of listeners) listener();
		},
	};
	let connection: Connection | undefined = await reach();

	function reach(): Promise<Connection> {
		let isGivenUp = false;
		const connecting = connect(target, { ...events, isOver: () => isGivenUp || isClosed });
		return within(clock, answerWithinMs, connecting, () => {
			isGivenUp = true;
			connecting.then(end, () => {});
			throw new Error(`Not connected within ${answerWithinMs} ms`);
		}).catch((cause: unknown) => {
			throw storeFailed("connect to", cause);
		});
	}

	async function replace(): Promise<void> {
		while (connection === undefined && !isClosed) {
			try {
				const fresh = await reach();
				for (const subscription of subscriptions) await fresh.subscribe(...subscription);
				if (isClosed) return end(fresh);
				connection = fresh;
				events.onChange();
			} catch (error) {
				events.onError(error);
				await new Promise((resolve) => {
					clock.after(renewAfterMs, () => resolve(undefined));
				});
			}
		}
	}

	return {
		current() {
			if (connection !== undefined) return connection;
			throw new Error(isClosed ? "The store is closed" : "Not connected");
		},
		renew(silent) {
			if (connection !== silent) return;
			connection = undefined;
			end(silent);
			replace().catch(events.onError);
		},
		async subscribe(...subscription) {
			subscriptions.push(subscription);
			await connection?.subscribe(...subscription);
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		close() {
			isClosed = true;
			if (connection !== undefined) end(connection);
			connection = undefined;
		},
	};
}

function end(connection: Connection): void {
	try {
		connection.close();
	} catch {
		// It had ended by itself.
	}
}
