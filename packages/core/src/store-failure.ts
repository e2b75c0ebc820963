import { BatonError } from "./error.js";

/** Whether it is the store that could not do something, so that it is worth doing again. */
export function isStoreFailure(error: unknown): boolean {
	return (
		error instanceof BatonError && (error.code === "store-failed" || error.code === "too-many-conflicts")
	);
}
