/** What a thrown value says for itself: anything can be thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
