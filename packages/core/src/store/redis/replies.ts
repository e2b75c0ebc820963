/** Texts of a reply; nothing for what is not there. */
export function texts(reply: unknown): readonly string[] {
	return Array.isArray(reply) ? reply.map(String) : [];
}

/** Texts of a reply, where some may be missing. */
export function optionalTexts(reply: unknown): readonly (string | undefined)[] {
	return Array.isArray(reply) ? reply.map(textOf) : [];
}

export function textOf(reply: unknown): string | undefined {
	return reply === null || reply === undefined ? undefined : String(reply);
}

/** What comes in pairs: field and value, or member and score. */
export function pairs(reply: unknown): readonly (readonly [string, string])[] {
	const flat = texts(reply);
	return Array.from({ length: flat.length / 2 }, (_, index) => [
		flat[2 * index] ?? "",
		flat[2 * index + 1] ?? "",
	]);
}
