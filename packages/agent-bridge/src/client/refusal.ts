import { BatonError } from "@baton/core/error";
import type { ServerFrameOf } from "../protocol/server-frame.js";

/** What `send`, `getTranscript` and `getList` reject with where the server refused: its frame is the cause. */
export interface Refusal extends BatonError {
	readonly cause: ServerFrameOf<"refused">;
}

/**
 * Whether the server refused, and did not merely stay silent. The frame says who holds control now.
 *
 * ```ts
 * if (isRefused(error)) show(error.cause.holder);
 * ```
 */
export function isRefused(error: unknown): error is Refusal {
	if (!(error instanceof BatonError)) return false;
	const { cause } = error;
	return typeof cause === "object" && cause !== null && "type" in cause && cause.type === "refused";
}

export function refusedError(cause: ServerFrameOf<"refused">): BatonError {
	return new BatonError(cause.code, cause.message, { cause });
}
