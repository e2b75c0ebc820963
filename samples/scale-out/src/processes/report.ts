import type { Observer } from "@baton/core/observe";

/** What a process tells of itself, twice a second. Counts since it began. */
export interface Report {
	readonly turns: number;
	readonly commits: number;
	readonly sends: number;
	readonly desks: number;
	readonly refusedByStore: number;
}

type Counts = { -readonly [Name in keyof Report]: Report[Name] };

const everyMs = 500;

/** Counts what is done, and tells whoever started this process. */
export function reporting(): { readonly observer: Observer; readonly counts: Counts; end(): void } {
	const counts: Counts = { turns: 0, commits: 0, sends: 0, desks: 0, refusedByStore: 0 };
	const observer: Observer = {
		step(name, _, work) {
			if (name === "turn") counts.turns += 1;
			if (name === "commit") counts.commits += 1;
			return work();
		},
		count(name) {
			if (name === "sends") counts.sends += 1;
		},
	};
	const timer = setInterval(() => process.send?.({ ...counts } satisfies Report), everyMs);
	return { observer, counts, end: () => clearInterval(timer) };
}
