import { mkdir, readFile, writeFile } from "node:fs/promises";
import { BatonError } from "@baton/core";
import type { Environment } from "../environment.js";
import type { Result, Standing, Verdict } from "../run-benchmark.js";
import { plot } from "./plot.js";
import { times } from "./print.js";

const docs = new URL("../../docs/", import.meta.url);
const page = new URL("benchmarks.md", docs);
const begin = "<!-- figures: written by npm run bench -- --document -->";
const end = "<!-- end of figures -->";

/**
 * Writes the figures between the marks in `docs/benchmarks.md`, and plots them beside it.
 *
 * @throws BatonError `no-marks` if the page has lost its marks
 */
export async function writeDocument(environment: Environment, results: readonly Result[]): Promise<void> {
	const text = await readFile(page, "utf8");
	const from = text.indexOf(begin);
	const to = text.indexOf(end);
	if (from < 0 || to < from) {
		throw new BatonError(
			"no-marks",
			`Cannot write the figures, put "${begin}" and "${end}" into ${page.pathname}`,
		);
	}
	const figures = [begin, ...environmentLines(environment), ...results.flatMap(section), ""].join("\n");
	await writeFile(page, `${text.slice(0, from)}${figures}${text.slice(to)}`);
	await mkdir(new URL("images/", docs), { recursive: true });
	await writeFile(new URL("images/bench.svg", docs), plot(results));
}

function environmentLines({
	node,
	processor,
	cores,
	pinnedTo,
	load,
	versions,
}: Environment): readonly string[] {
	const pin = pinnedTo === undefined ? "not pinned" : "pinned to one of them";
	const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	return [
		"",
		`Node ${node}, ${cores} cores of ${processor.trim()}, ${pin}, load ${load.toFixed(2)} before the run; ${named.join(", ")}.`,
	];
}

function section({ name, title, unit, size, standings, verdicts }: Result): readonly string[] {
	const measuresBytes = standings.some(({ bytes }) => bytes !== undefined);
	return [
		"",
		`### ${name}: ${title}`,
		"",
		`One turn is ${unit}; ${size.rounds} rounds of ${size.turns}.`,
		"",
		`| | p50 | p99 | mean |${measuresBytes ? " allocated |" : ""}`,
		`| --- | ---: | ---: | ---: |${measuresBytes ? " ---: |" : ""}`,
		...standings.map((standing) => standingRow(standing, measuresBytes)),
		"",
		"| ratio of the medians | median round | worst round | must | goal | |",
		"| --- | ---: | ---: | ---: | ---: | --- |",
		...verdicts.map(verdictRow),
	];
}

function standingRow({ name, p50, p99, mean, bytes }: Standing, measuresBytes: boolean): string {
	const micros = [p50, p99, mean].map((value) => `${value.toFixed(1)} µs`);
	const allocated = bytes === undefined ? "–" : `${(bytes / 1000).toFixed(1)} kB`;
	return `| ${[name, ...micros, ...(measuresBytes ? [allocated] : [])].join(" | ")} |`;
}

function verdictRow({ subject, peer, must, goal, control, ratio, holds }: Verdict): string {
	const said =
		control === true ? "noise" : holds === undefined ? "for comparison" : holds ? "holds" : "missed";
	const wanted = [must, goal].map((value) => (value === undefined ? "" : `≤ ${value}×`));
	return `| ${[`${subject} / ${peer}`, times(ratio.median), times(ratio.worst), ...wanted, said].join(" | ")} |`;
}
