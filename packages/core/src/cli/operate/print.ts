/** Rows under their headings, each column as wide as its widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = headings.map((heading, column) =>
		Math.max(heading.length, ...rows.map((row) => (row[column] ?? "").length)),
	);
	const line = (cells: readonly string[]): string =>
		cells
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join("  ")
			.trimEnd();
	return [line(headings), ...rows.map(line)].join("\n");
}

/** `3 d 4 h`, `2 min`, `15 s`. */
export function duration(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
	if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
	return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
}

/** As a log has it. */
export function moment(at: number): string {
	return new Date(at).toISOString().replace("T", " ").slice(0, 19);
}

/** On one line, and no terminal takes it for a command. */
export function clean(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
	return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
