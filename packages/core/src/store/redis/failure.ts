import { BatonError } from "../../error.js";
import { messageOf } from "../../message-of.js";

/** Whatever goes wrong with Redis is told as `store-failed`, with its cause. */
export function storeFailed(action: string, cause: unknown): BatonError {
	if (cause instanceof BatonError) return cause;
	return new BatonError(
		"store-failed",
		`Cannot ${action} Redis: check that it is there, has room and may be written to, and try again: ${messageOf(cause)}`,
		{ cause },
	);
}
