import type { Measure } from "../benchmarks/benchmark.js";

const shownInMilliseconds = 10_000;

/** Microseconds for people. */
export function duration(micros: number, µ: "µ" | "u"): string {
	return micros < shownInMilliseconds ? `${micros.toFixed(1)} ${µ}s` : `${(micros / 1000).toFixed(1)} ms`;
}

/** A figure for people. */
export function quantity(value: number, measures: Measure, µ: "µ" | "u"): string {
	if (measures === "time") return duration(value, µ);
	return value < 10_000 ? `${value.toFixed(0)} B` : `${(value / 1000).toFixed(1)} kB`;
}

/** How many in a second. */
export function rate(perSecond: number): string {
	return `${perSecond < 10_000 ? perSecond.toFixed(0) : `${(perSecond / 1000).toFixed(1)} k`}/s`;
}

/** The share of all turns that took at most so long. */
export function percent(share: number): string {
	return share === 1 ? "longest" : `${Number((share * 100).toFixed(1))} %`;
}
