/** Readers of what anybody may have sent: what is malformed is as if it were not there. */

export function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
	// An object of unknown members claims nothing.
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string | undefined {
	return typeof value === "string" && value !== "" ? value : undefined;
}

/** What is written as a figure counts as its words. */
export function words(value: unknown): string | undefined {
	return typeof value === "number" ? String(value) : text(value);
}
