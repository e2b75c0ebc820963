import type { Outcome } from "./outcome.js";
import type { PlayedFile } from "./play-files.js";

/** One line for each thing in each file, and how many there were. */
export function printFiles(files: readonly PlayedFile[]): string {
	const rows = files.flatMap(({ file, type, outcomes }) =>
		outcomes.map((outcome, index) => [
			index === 0 ? file : "",
			index === 0 ? type : "",
			outcome.what,
			`${outcome.isFault ? "FAULT " : ""}${outcome.verdict}`,
			outcome.detail.replaceAll(/\s+/g, " "),
		]),
	);
	const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const lines = rows.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join("  ")
			.trimEnd(),
	);
	return [...lines, "", summary(files)].join("\n");
}

function summary(files: readonly PlayedFile[]): string {
	const all = files.flatMap(({ outcomes }) => outcomes);
	const count = (verdict: Outcome["verdict"]): number =>
		all.filter((each) => each.verdict === verdict).length;
	const faults = faultsIn(files);
	return `${files.length} files: ${count("taken")} taken, ${count("ignored")} ignored, ${count("refused")} refused. ${faults === 0 ? "None of it should not be" : `${faults} should not be`}.`;
}

/** What the platform documents and was not taken for what it is, and what failed. */
export function faultsIn(files: readonly PlayedFile[]): number {
	return files.flatMap(({ outcomes }) => outcomes).filter(({ isFault }) => isFault).length;
}
