import type { SendResult } from "@baton/core";
import type { Answer } from "./api.js";

/** What follows from an answer. */
type Meaning =
	/** It is there already: an earlier request of ours arrived. */
	| "done"
	/** For good: the same request will be refused again. */
	| "failed"
	/** Nothing was done: may be tried again. */
	| "retry"
	/** It may have been done. */
	| "unknown";

/**
 * By the status of the error, which is the same whatever the HTTP code.
 * https://cloud.google.com/apis/design/errors#error_codes
 */
const meanings = {
	ALREADY_EXISTS: "done",
	INVALID_ARGUMENT: "failed",
	FAILED_PRECONDITION: "failed",
	OUT_OF_RANGE: "failed",
	NOT_FOUND: "failed",
	PERMISSION_DENIED: "failed",
	UNAUTHENTICATED: "failed",
	UNIMPLEMENTED: "failed",
	RESOURCE_EXHAUSTED: "retry",
	ABORTED: "retry",
	UNAVAILABLE: "retry",
	INTERNAL: "unknown",
	UNKNOWN: "unknown",
	DATA_LOSS: "unknown",
	CANCELLED: "unknown",
	DEADLINE_EXCEEDED: "unknown",
} satisfies Readonly<Record<string, Meaning>>;

/** For what stands in between, and answers without the platform's word. A conflict may be one with ourselves. */
const byCode: ReadonlyMap<number, Meaning> = new Map([
	[408, "unknown"],
	[409, "unknown"],
	[429, "retry"],
]);

/** What became of a send. Sent again under the same id, a request has the effect of one, so all but refusals may be. */
export function toSendResult(answer: Answer, nativeId: string): SendResult {
	const { retryAfterMs } = answer;
	const error = describe(answer);
	switch (answer.ok ? "done" : meaningOf(answer)) {
		case "done":
			return { state: "sent", nativeId };
		case "failed":
			return { state: "failed", error };
		case "retry":
			return { state: "retry", error, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
		case "unknown":
			return { state: "unknown", error };
	}
}

function meaningOf({ status, code }: Answer): Meaning {
	if (Object.hasOwn(meanings, status)) return meanings[status as keyof typeof meanings];
	return byCode.get(code) ?? (code >= 400 && code < 500 ? "failed" : "unknown");
}

function describe({ status, code, message }: Answer): string {
	return `Business Messages answered ${code} ${status}: ${message}`;
}
