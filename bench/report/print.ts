import type { Measure } from "../benchmarks/benchmark.js";
import type { Result, Standing, Verdict } from "../run-benchmark.js";
import { percent, quantity, rate } from "./quantity.js";

/** One benchmark's figures for people. */
export function printResult({
	name,
	title,
	unit,
	size,
	measures,
	onAllCores,
	standings,
	verdicts,
}: Result): string {
	const width = Math.max(...standings.map((standing) => standing.name.length));
	return [
		`${name}  ${title}`,
		`    ${unit}; ${size.rounds} rounds of ${size.turns}${onAllCores ? "; on every core" : ""}`,
		"",
		...standings.map((standing) => `    ${printStanding(standing, width, measures)}`),
		...standings.flatMap((standing) => printMore(standing, measures)).map((line) => `    ${line}`),
		"",
		...verdicts.map((verdict) => `    ${printVerdict(verdict)}`),
		"",
	].join("\n");
}

function printStanding(
	{ name, p50, p99, mean, bytes, perSecond }: Standing,
	width: number,
	measures: Measure,
): string {
	const shown = (value: number): string => quantity(value, measures, "u").padStart(11);
	const times = `p50 ${shown(p50)}  p99 ${shown(p99)}  mean ${shown(mean)}`;
	const allocated = bytes === undefined ? "" : `  ${(bytes / 1000).toFixed(1).padStart(6)} kB`;
	const done = perSecond === undefined ? "" : `  ${rate(perSecond).padStart(9)}`;
	return `${name.padEnd(width)}  ${times}${allocated}${done}`;
}

function printMore({ name, distribution = [], remarks }: Standing, measures: Measure): readonly string[] {
	const quantiles = distribution.map(
		({ share, time }) => `${percent(share)} ${quantity(time, measures, "u")}`,
	);
	return [
		...(quantiles.length === 0 ? [] : [`${name}, all turns: ${quantiles.join(", ")}`]),
		...remarks.map((remark) => `${name}: ${remark}`),
	];
}

function printVerdict({ subject, peer, must, goal, control, ratio, holds }: Verdict): string {
	const figures = `${times(ratio.median)} (half of the rounds ${times(ratio.lower)} to ${times(ratio.upper)}, worst ${times(ratio.worst)})`;
	const wanted =
		must === undefined ? "" : `  must ${times(must)}${goal === undefined ? "" : `, goal ${times(goal)}`}`;
	const verdict =
		control === true ? "noise  " : holds === undefined ? "shown  " : holds ? "ok     " : "MISSED ";
	return `${verdict} ${subject} / ${peer}: ${figures}${wanted}`;
}

export function times(ratio: number): string {
	return `${ratio.toFixed(3)}×`;
}
