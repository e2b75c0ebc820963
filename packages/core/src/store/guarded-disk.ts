import { BatonError } from "../error.js";
import { messageOf } from "../message-of.js";
import type { Disk } from "./disk.js";

/** Tells whatever goes wrong with the disk as `store-failed`, with its cause. */
export function guardedDisk(disk: Disk): Disk {
	return {
		get: (key) => attempt("read", () => disk.get(key)),
		range: (range) =>
			range.limit !== undefined && range.limit <= 0 ? [] : attempt("read", () => disk.range(range)),
		count: (range) => attempt("read", () => disk.count(range)),
		commit: (batch) => attemptLater("write", () => disk.commit(batch)),
		settle: (key, value) => attempt("write", () => disk.settle(key, value)),
		close: () => attemptLater("close", () => disk.close()),
	};
}

function attempt<Result>(action: string, work: () => Result): Result {
	try {
		return work();
	} catch (cause) {
		throw failure(action, cause);
	}
}

async function attemptLater<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (cause) {
		throw failure(action, cause);
	}
}

function failure(action: string, cause: unknown): BatonError {
	if (cause instanceof BatonError) return cause;
	const detail = messageOf(cause);
	return new BatonError(
		"store-failed",
		`Cannot ${action} the embedded store: check its path, its permissions and the space on the disk: ${detail}`,
		{ cause },
	);
}
