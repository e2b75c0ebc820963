const codes: ReadonlySet<unknown> = new Set(["store-failed", "too-many-conflicts"]);

/** Whether it is the store that could not do something, so that it is worth doing again. */
export function isStoreFailure(error: unknown): boolean {
	return error instanceof Error && "code" in error && codes.has(error.code);
}
