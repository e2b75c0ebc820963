import { promises } from "./promises/court.js";
import type { Finding, Progress, RunResult } from "./run.js";
import type { Kind, Tally } from "./tally/tally.js";

const titles: readonly (readonly [kind: Kind, title: string])[] = [
	["cell", "Cells of the control table"],
	["race", "Races of the control protocol"],
	["fault", "Faults"],
	["deed", "What was done besides"],
];

export function reportProgress({ steps, episodes, virtualMs, tally }: Progress, seconds: number): string {
	const rate = Math.round(steps / seconds);
	const missing = tally.missing().length;
	return `${count(steps)} steps · ${count(episodes)} episodes · ${hours(virtualMs)} virtual hours · ${count(rate)} steps/s · ${missing} things not seen yet`;
}

export function reportTables(tally: Tally): string {
	return titles.map(([kind, title]) => table(title, tally.of(kind))).join("\n\n");
}

export function reportFinding({ seed, violation, episode, story }: Finding): string {
	const { store, via, repeat, processes } = episode.plan;
	return [
		`Promise ${violation.promise}, "${promises[violation.promise]}", is broken at step ${violation.step}:`,
		`  ${violation.what}`,
		`  conversation ${violation.key ?? "(all)"}; store ${store}, sent ${via === "host" ? "through the host" : "by a channel"}, ${repeat}, ${processes} process(es)`,
		"  What happened before:",
		...story.map((line) => `    ${line.slice(0, 240)}`),
		`  See it again: npm run simulate -- --seed "${seed}"`,
	].join("\n");
}

export function reportEnd(result: RunResult, seconds: number): string {
	const missing = result.tally.missing();
	const occurred =
		missing.length === 0
			? "Every cell, race and fault occurred"
			: `Never occurred: ${missing.map(({ name }) => name).join("; ")}`;
	return [
		reportProgress(result, seconds),
		...(result.episodes === 1 ? [] : [occurred]),
		`${result.violations} violations in ${count(result.episodes)} episodes`,
	].join("\n");
}

function table(title: string, rows: readonly (readonly [string, number])[]): string {
	const width = Math.max(...rows.map(([name]) => name.length), title.length);
	const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${count(value).padStart(11)}`);
	return [title, ...lines].join("\n");
}

function count(value: number): string {
	return value.toLocaleString("en-US");
}

function hours(ms: number): string {
	return (ms / 3_600_000).toLocaleString("en-US", { maximumFractionDigits: 1 });
}
