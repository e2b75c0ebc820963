import type { Result, Standing, Verdict } from "../run-benchmark.js";
import { duration, percent, rate } from "./quantity.js";

/** One benchmark's figures for people. */
export function printResult({ name, title, unit, size, onAllCores, standings, verdicts }: Result): string {
	const width = Math.max(...standings.map((standing) => standing.name.length));
	return [
		`${name}  ${title}`,
		`    ${unit}; ${size.rounds} rounds of ${size.turns}${onAllCores ? "; on every core" : ""}`,
		"",
		...standings.map((standing) => `    ${printStanding(standing, width)}`),
		...standings.flatMap(printMore).map((line) => `    ${line}`),
		"",
		...verdicts.map((verdict) => `    ${printVerdict(verdict)}`),
		"",
	].join("\n");
}

function printStanding({ name, p50, p99, mean, bytes, perSecond }: Standing, width: number): string {
	const times = `p50 ${micros(p50)}  p99 ${micros(p99)}  mean ${micros(mean)}`;
	const allocated = bytes === undefined ? "" : `  ${(bytes / 1000).toFixed(1).padStart(6)} kB`;
	const done = perSecond === undefined ? "" : `  ${rate(perSecond).padStart(9)}`;
	return `${name.padEnd(width)}  ${times}${allocated}${done}`;
}

function printMore({ name, distribution = [], remarks }: Standing): readonly string[] {
	const quantiles = distribution.map(({ share, time }) => `${percent(share)} ${micros(time).trim()}`);
	return [
		...(quantiles.length === 0 ? [] : [`${name}, all turns: ${quantiles.join(", ")}`]),
		...remarks.map((remark) => `${name}: ${remark}`),
	];
}

function micros(value: number): string {
	return duration(value, "u").padStart(11);
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
