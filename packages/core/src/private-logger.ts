import { createHash } from "node:crypto";
import type { LogDetails, Logger } from "./logger.js";

/** What of an error can be told without telling what somebody said: messages quote what they are about. */
export interface LoggedError {
	readonly name: string;
	readonly code?: string | undefined;
	/** Where it was thrown, without the message. */
	readonly at?: readonly string[] | undefined;
	readonly cause?: LoggedError | undefined;
	readonly message?: string | undefined;
}

/**
 * Keeps people out of a log: a conversation is named by a digest of its key, an error by its name, code and
 * place. What is private already stays as it is. `withMessages` adds what errors say, which may quote users: for development.
 */
export function privateLogger(logger: Logger, withMessages = false): Logger {
	if (ours.has(logger)) return logger;
	const clean = ({ key, error, ...details }: LogDetails): LogDetails => ({
		...details,
		...(key === undefined ? {} : { conversation: digestOf(key) }),
		...(error === undefined ? {} : { error: loggedError(error, withMessages) }),
	});
	const own: Logger = {
		error: (event, details) => logger.error(event, clean(details)),
		warn: (event, details) => logger.warn(event, clean(details)),
		info: (event, details) => logger.info(event, clean(details)),
	};
	ours.add(own);
	return own;
}

/** What is clean already passes through several hands. */
const ours = new WeakSet<Logger>();

/** By this a conversation is named in logs and traces: the same for the same conversation, and nobody's address. */
export function digestOf(key: string): string {
	return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

const deepest = 4;

function loggedError(error: unknown, withMessages: boolean, depth = 0): LoggedError {
	if (!(error instanceof Error)) return { name: typeof error };
	const { name, message, stack, cause } = error;
	return {
		name,
		code: codeOf(error),
		at: framesIn(stack),
		...(cause === undefined || depth === deepest
			? {}
			: { cause: loggedError(cause, withMessages, depth + 1) }),
		...(withMessages ? { message } : {}),
	};
}

/** Codes are written by programmers: in capitals as Node's, or in kebab-case as ours. */
function codeOf(error: Error): string | undefined {
	const { code } = error as { readonly code?: unknown };
	return typeof code === "string" && /^([A-Z][A-Z0-9_]{2,40}|[a-z][a-z-]{2,40})$/.test(code)
		? code
		: undefined;
}

function framesIn(stack: string | undefined): readonly string[] | undefined {
	const frames = stack?.split("\n").filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
	return frames?.slice(0, 8).map((line) => line.trim());
}
