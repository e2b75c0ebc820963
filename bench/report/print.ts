import type { Result, Standing, Verdict } from "../run-benchmark.js";

/** One benchmark's figures for people. */
export function printResult({ name, title, unit, size, standings, verdicts }: Result): string {
	const width = Math.max(...standings.map((standing) => standing.name.length));
	return [
		`${name}  ${title}`,
		`    ${unit}; ${size.rounds} rounds of ${size.turns}`,
		"",
		...standings.map((standing) => `    ${printStanding(standing, width)}`),
		"",
		...verdicts.map((verdict) => `    ${printVerdict(verdict)}`),
		"",
	].join("\n");
}

function printStanding({ name, p50, p99, mean, bytes }: Standing, width: number): string {
	const times = `p50 ${micros(p50)}  p99 ${micros(p99)}  mean ${micros(mean)}`;
	const allocated = bytes === undefined ? "" : `  ${(bytes / 1000).toFixed(1).padStart(6)} kB`;
	return `${name.padEnd(width)}  ${times}${allocated}`;
}

function micros(value: number): string {
	return `${value.toFixed(2).padStart(8)} us`;
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
