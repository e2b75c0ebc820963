import { statSync } from "node:fs";
import { consoleLogger, type Logger } from "../../logger.js";
import { privateLogger } from "../../private-logger.js";

export interface FollowOptions {
	/** How often to look, in milliseconds. Default: 1,000. */
	readonly everyMs?: number | undefined;
	readonly logger?: Logger | undefined;
}

/**
 * Does something whenever a file has changed: reads the tuning that `baton tune` wrote, and puts a gate of it in the
 * place of the old one. Where that fails the log says so, and all stays as it is until the file changes again. Works on
 * network file systems and with files that are moved into place; never keeps the process alive.
 *
 * ```ts
 * const stop = followFile("gate/tuning.json", async () => {
 * 	gate.use(await loadGate());
 * });
 * ```
 *
 * @returns what ends it
 */
export function followFile(
	path: string,
	onChange: () => void | Promise<void>,
	{ everyMs = 1_000, logger = consoleLogger }: FollowOptions = {},
): () => void {
	// A file of the team: what is wrong with it quotes nobody.
	const log = privateLogger(logger, true);
	let seen = signOf(path);
	let taking = Promise.resolve();

	async function take(): Promise<void> {
		try {
			await onChange();
			log.info("file-taken", { path });
		} catch (error) {
			log.error("file-not-taken", { path, error });
		}
	}

	function look(): void {
		const sign = signOf(path);
		if (sign === undefined || sign === seen) return;
		seen = sign;
		taking = taking.then(take);
	}

	const timer = setInterval(look, everyMs).unref();
	return () => clearInterval(timer);
}

/** Another for every change, also where another file was moved into place. `undefined` while it cannot be seen. */
function signOf(path: string): string | undefined {
	try {
		const { mtimeMs, size, ino } = statSync(path);
		return [mtimeMs, size, ino].join(" ");
	} catch {
		return undefined;
	}
}
