import { BatonError } from "@baton/core/error";

/** Thrown before anything is sent, and it would be thrown again. */
const forGood: ReadonlySet<string> = new Set([
	"bad-activity",
	"media-refused",
	"messenger-limit",
	"messenger-unsupported",
	"unknown-page",
]);
/** Thrown before anything is sent, and may be otherwise a moment later. */
const forNow: ReadonlySet<string> = new Set(["no-token", "store-failed", "too-many-conflicts"]);

export interface NotSent {
	readonly state: "later" | "refused";
	readonly error: string;
}

/** What an error means that says that nothing was sent. Throws the others again: something may have been. */
export function asNotSent(error: unknown): NotSent {
	if (error instanceof BatonError && forGood.has(error.code))
		return { state: "refused", error: error.message };
	if (error instanceof BatonError && forNow.has(error.code)) return { state: "later", error: error.message };
	throw error;
}
