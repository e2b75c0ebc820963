import type { Counts, Tally } from "./tally.js";

/** What each line of the table counts, and what its share is a share of. */
const lines: readonly (readonly [
	title: string,
	of: (counts: Counts) => number,
	among: (counts: Counts) => number,
])[] = [
	["answered", ({ answered }) => answered, ({ utterances }) => utterances],
	["  right", ({ right }) => right, ({ answered }) => answered],
	["clarified", ({ clarified }) => clarified, ({ utterances }) => utterances],
	["  right one offered", ({ clarifiedRight }) => clarifiedRight, ({ clarified }) => clarified],
	["handed over", ({ handedOver }) => handedOver, ({ utterances }) => utterances],
];

const titleWidth = 20;
const columnWidth = 18;

/** The figures as a table for people. */
export function printTally({ inScope, outOfScope, all }: Tally): string {
	const columns = [inScope, outOfScope, all];
	return [
		row("", ["in scope", "out of scope", "all"]),
		row(
			"utterances",
			columns.map(({ utterances }) => `${utterances}        `),
		),
		...lines.map(([title, of, among]) =>
			row(
				title,
				columns.map((counts) => share(of(counts), among(counts))),
			),
		),
		"",
		`${all.right} of ${all.answered} answers were right. To what is out of scope no answer is.`,
		`Handed over because: ${reasons(all)}.`,
	].join("\n");
}

function row(title: string, cells: readonly string[]): string {
	return `${title.padEnd(titleWidth)}${cells.map((cell) => cell.padStart(columnWidth)).join("")}`.trimEnd();
}

function share(count: number, among: number): string {
	const percent = among === 0 ? "–" : `${((count / among) * 100).toFixed(1)} %`;
	return `${count} ${percent.padStart(7)}`;
}

function reasons({ reasons }: Counts): string {
	const named = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
	return named.length === 0 ? "nothing was" : named.join(", ");
}
