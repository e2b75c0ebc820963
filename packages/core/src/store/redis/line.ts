import type { Clock } from "../../clock.js";
import { within } from "../../within.js";
import { type Connection, connect, type RedisTarget } from "./connection.js";
import { storeFailed } from "./failure.js";

export interface LineOptions {
	readonly target: RedisTarget;
	readonly clock: Clock;
	/** How long an answer is waited for, in milliseconds. */
	readonly answerWithinMs: number;
	readonly onError: (error: unknown) => void;
}

/** A connection that is replaced when it does not answer. */
export interface Line {
	/** Throws while there is none. */
	current(): Connection;
	/** Gives the connection up and makes another one. */
	renew(silent: Connection): void;
	/** Listens until the end, also over the connections that follow. */
	subscribe: Connection["subscribe"];
	/** Called whenever what was known of the data may not hold any more. Returns what ends it. */
	onChange(listener: () => void): () => void;
	close(): void;
}

interface LineState extends LineOptions {
	readonly listeners: Set<() => void>;
	readonly subscriptions: Parameters<Connection["subscribe"]>[];
	connection: Connection | undefined;
	closed: boolean;
}

/** @throws BatonError `store-failed` if Redis cannot be reached */
export async function openLine(options: LineOptions): Promise<Line> {
	const line: LineState = {
		...options,
		...{ listeners: new Set(), subscriptions: [], connection: undefined, closed: false },
	};
	line.connection = await reach(line);
	return {
		current() {
			if (line.connection !== undefined) return line.connection;
			throw new Error(line.closed ? "The store is closed" : "Not connected");
		},
		renew(silent) {
			if (line.connection !== silent) return;
			line.connection = undefined;
			end(silent);
			replace(line).catch(options.onError);
		},
		async subscribe(...subscription) {
			line.subscriptions.push(subscription);
			await line.connection?.subscribe(...subscription);
		},
		onChange(listener) {
			line.listeners.add(listener);
			return () => line.listeners.delete(listener);
		},
		close() {
			line.closed = true;
			if (line.connection !== undefined) end(line.connection);
			line.connection = undefined;
		},
	};
}

async function reach(line: LineState): Promise<Connection> {
	const { target, clock, answerWithinMs } = line;
	let isGivenUp = false;
	const connecting = connect(target, {
		onError: (error) => {
			if (!line.closed) line.onError(error);
		},
		onChange: () => changed(line),
		isOver: () => isGivenUp || line.closed,
	});
	const late = (): never => {
		isGivenUp = true;
		connecting.then(end, () => {});
		throw new Error(`Not connected within ${answerWithinMs} ms`);
	};
	try {
		return await within(clock, answerWithinMs, connecting, late);
	} catch (cause) {
		throw storeFailed("connect to", cause);
	}
}

const renewAfterMs = 500;

async function replace(line: LineState): Promise<void> {
	while (line.connection === undefined && !line.closed) {
		try {
			const fresh = await reach(line);
			for (const subscription of line.subscriptions) await fresh.subscribe(...subscription);
			if (line.closed) return end(fresh);
			line.connection = fresh;
			changed(line);
		} catch (error) {
			line.onError(error);
			await new Promise<void>((resolve) => {
				line.clock.after(renewAfterMs, resolve);
			});
		}
	}
}

function changed({ listeners }: LineState): void {
	for (const listener of listeners) listener();
}

function end(connection: Connection): void {
	try {
		connection.close();
	} catch {
		// It had ended by itself.
	}
}
