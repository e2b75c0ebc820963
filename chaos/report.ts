import type { ChaosResult } from "./run.js";

const figure = new Intl.NumberFormat("en");
const shown = 10;

/** What happened and what was found, for people. */
export function reportLines(result: ChaosResult): readonly string[] {
	const { faults, messages, arrivals, unknown, undelivered, repeatsDropped } = result;
	const kinds = ["lost", "doubled", "disordered", "mislabelled"] as const;
	const injected = [...faults.values()].reduce((sum, count) => sum + count, 0);
	return [
		`${(result.elapsedMs / 60_000).toFixed(1)} minutes`,
		`${figure.format(injected)} faults`,
		...[...faults].map(([name, count]) => `  ${figure.format(count).padStart(6)} ${name}`),
		`${figure.format(messages)} messages acknowledged, ${figure.format(arrivals)} arrived at customers`,
		`${figure.format(repeatsDropped)} sent again and dropped by the channel, ${unknown} of unknown fate, ${undelivered} failed`,
		...kinds.flatMap((kind) => [
			`${figure.format(result[kind].length)} ${kind === "mislabelled" ? "with a wrong label" : kind === "disordered" ? "out of order" : kind}`,
			...result[kind].slice(0, shown).map((line) => `       ${line}`),
		]),
		`longest stall ${(result.longestStallMs / 1_000).toFixed(1)} s, longest acknowledgment ${(result.longestAcknowledgmentMs / 1_000).toFixed(1)} s`,
	];
}
