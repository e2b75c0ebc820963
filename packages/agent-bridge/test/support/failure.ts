/** What an attempt failed with; `undefined` if it did not. */
export async function failure(attempt: Promise<unknown>): Promise<unknown> {
	try {
		await attempt;
		return undefined;
	} catch (error) {
		return error;
	}
}

export function codeOf(error: unknown): unknown {
	return error instanceof Error && "code" in error ? error.code : error;
}
