/**
 * Where Baton writes what an operator should know. `event` is stable and kebab-case; `details` never has a text,
 * name, address or secret of a user: what is given to `createHandoff` gets `conversation`, a digest, in the place
 * of `key`, and of errors name, code and place. pino, console and most others fit with a line or two.
 */
export interface Logger {
	error(event: string, details: LogDetails): void;
	warn(event: string, details: LogDetails): void;
	info(event: string, details: LogDetails): void;
}

export interface LogDetails {
	/** The conversation, if it is about one. */
	readonly key?: string | undefined;
	readonly error?: unknown;
	readonly [member: string]: unknown;
}

/** Errors and warnings to standard error, one line each. */
export const consoleLogger: Logger = {
	error: (event, details) => print("error", event, details),
	warn: (event, details) => print("warn", event, details),
	info: () => {},
};

/** Says nothing: for tests. */
export const silentLogger: Logger = { error: () => {}, warn: () => {}, info: () => {} };

function print(level: string, event: string, details: LogDetails): void {
	process.stderr.write(`${JSON.stringify({ level, event, ...details })}\n`);
}
