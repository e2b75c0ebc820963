import { mkdir, readFile, writeFile } from "node:fs/promises";
import { BatonError } from "@baton/core";
import type { Measure } from "../benchmarks/benchmark.js";
import type { Environment } from "../environment.js";
import type { Result, Standing, Verdict } from "../run-benchmark.js";
import { plot } from "./plot.js";
import { times } from "./print.js";
import { duration, percent, quantity, rate } from "./quantity.js";

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

function section({
	name,
	title,
	unit,
	size,
	measures,
	onAllCores,
	standings,
	verdicts,
}: Result): readonly string[] {
	const measuresBytes = standings.some(({ bytes }) => bytes !== undefined);
	const last = measuresBytes ? "allocated" : standings.some(isBatch) ? "rate" : undefined;
	return [
		"",
		`### ${name}: ${title}`,
		"",
		`One turn is ${unit}; ${size.rounds} rounds of ${size.turns}${onAllCores ? ", on every core" : ""}.`,
		"",
		`| | p50 | p99 | mean |${last === undefined ? "" : ` ${last} |`}`,
		`| --- | ---: | ---: | ---: |${last === undefined ? "" : " ---: |"}`,
		...standings.map((standing) => standingRow(standing, measures, last)),
		...distributions(standings),
		...remarks(standings),
		"",
		"| ratio of the medians | median round | worst round | must | goal | |",
		"| --- | ---: | ---: | ---: | ---: | --- |",
		...verdicts.map(verdictRow),
	];
}

function isBatch({ perSecond }: Standing): boolean {
	return perSecond !== undefined;
}

type LastColumn = "allocated" | "rate" | undefined;

function standingRow(standing: Standing, measures: Measure, last: LastColumn): string {
	const { name, p50, p99, mean } = standing;
	const figures = [p50, p99, mean].map((value) => quantity(value, measures, "µ"));
	return `| ${[name, ...figures, ...(last === undefined ? [] : [lastCell(standing, last)])].join(" | ")} |`;
}

function lastCell({ bytes, perSecond }: Standing, last: "allocated" | "rate"): string {
	if (last === "allocated") return bytes === undefined ? "–" : `${(bytes / 1000).toFixed(1)} kB`;
	return perSecond === undefined ? "–" : rate(perSecond);
}

/** Every turn of all rounds, where that is published. */
function distributions(standings: readonly Standing[]): readonly string[] {
	const published = standings.flatMap(({ name, distribution }) =>
		distribution === undefined ? [] : [{ name, distribution }],
	);
	const [first] = published;
	if (first === undefined) return [];
	return [
		"",
		`| all turns, at most | ${first.distribution.map(({ share }) => percent(share)).join(" | ")} |`,
		`| --- |${first.distribution.map(() => " ---: |").join("")}`,
		...published.map(
			({ name, distribution }) =>
				`| ${[name, ...distribution.map(({ time }) => duration(time, "µ"))].join(" | ")} |`,
		),
	];
}

function remarks(standings: readonly Standing[]): readonly string[] {
	const lines = standings.flatMap(({ name, remarks: own }) => own.map((remark) => `- ${name}: ${remark}`));
	return lines.length === 0 ? [] : ["", ...lines];
}

function verdictRow({ subject, peer, must, goal, control, ratio, holds }: Verdict): string {
	const said =
		control === true ? "noise" : holds === undefined ? "for comparison" : holds ? "holds" : "missed";
	const wanted = [must, goal].map((value) => (value === undefined ? "" : `≤ ${value}×`));
	return `| ${[`${subject} / ${peer}`, times(ratio.median), times(ratio.worst), ...wanted, said].join(" | ")} |`;
}
