import type { AppId } from "@baton/core";
import { appsOf } from "./commanding.js";
import { fingerprint } from "./fingerprint.js";
import { type Rules, shipped } from "./guards.js";
import { brokenAt } from "./invariants.js";
import type { Budget, Node } from "./node.js";
import { SeenSet } from "./seen-set.js";
import { type Setting, stepsFrom } from "./steps.js";

export interface Configuration {
	readonly desks: readonly string[];
	readonly left: Budget;
	/** Nothing more is done to control above this epoch. */
	readonly maxEpoch: number;
	/** The sender is at most so far behind. */
	readonly maxUnsent: number;
}

/** What is searched by name. */
export const configurations = {
	/** Every moment that one desk and one user can come to. */
	"one-desk": {
		desks: ["ana"],
		left: { heard: 1, asked: 1, spoken: 1, interjected: 0, deaths: 1 },
		maxEpoch: 2,
		maxUnsent: 2,
	},
	/** Two desks that die, return and believe what is no longer so. */
	"two-desks": {
		desks: ["ana", "budi"],
		left: { heard: 2, asked: 2, spoken: 3, interjected: 1, deaths: 2 },
		maxEpoch: 4,
		maxUnsent: 4,
	},
	/** Small enough to look at all of it in a moment. */
	sketch: {
		desks: ["ana", "budi"],
		left: { heard: 1, asked: 1, spoken: 1, interjected: 0, deaths: 0 },
		maxEpoch: 1,
		maxUnsent: 0,
	},
} as const satisfies Record<string, Configuration>;

export interface SearchOptions {
	readonly configuration: Configuration;
	readonly rules?: Rules | undefined;
	/** Stops after so many. Default: when there are no more. */
	readonly maxStates?: number | undefined;
	readonly onProgress?: ((states: number, waiting: number) => void) | undefined;
}

export interface Found {
	readonly states: number;
	readonly steps: number;
	/** Whether nothing was left to look at. */
	readonly isComplete: boolean;
	/** What was broken, and by which steps, the shortest way there. */
	readonly broken: { readonly promise: string; readonly path: readonly string[] } | undefined;
}

/** Where a state was come to from. */
interface Trail {
	readonly from: number[];
	readonly names: string[];
}

const progressEvery = 50_000;

/** Looks at every state once, nearest first, until a promise is broken. */
export function search({ configuration, rules = shipped, maxStates, onProgress }: SearchOptions): Found {
	const { desks, left, maxEpoch, maxUnsent } = configuration;
	const setting: Setting = { rules, apps: appsOf(desks), maxEpoch, maxUnsent };
	const seen = new SeenSet();
	const trail: Trail = { from: [-1], names: [""] };
	const names = new Map<string, string>();
	let steps = 0;
	let near: [Node, number][] = [[start(desks, left), 0]];
	seen.add("");
	while (near.length > 0) {
		const far: [Node, number][] = [];
		for (const [node, index] of near) {
			for (const step of stepsFrom(setting, node)) {
				steps += 1;
				const promise = step.broken ?? brokenAt(step.node);
				if (promise !== undefined) {
					const path = [...pathTo(trail, index), step.name];
					return { states: seen.size, steps, isComplete: false, broken: { promise, path } };
				}
				if (!seen.add(fingerprint(step.node))) continue;
				trail.from.push(index);
				trail.names.push(shared(names, step.name));
				far.push([step.node, trail.from.length - 1]);
				if (seen.size % progressEvery === 0) onProgress?.(seen.size, far.length);
				if (seen.size === maxStates)
					return { states: seen.size, steps, isComplete: false, broken: undefined };
			}
		}
		near = far;
	}
	return { states: seen.size, steps, isComplete: true, broken: undefined };
}

/** There are few names, and millions of steps. */
function shared(names: Map<string, string>, name: string): string {
	const known = names.get(name);
	if (known === undefined) names.set(name, name);
	return known ?? name;
}

function pathTo({ from, names }: Trail, index: number): readonly string[] {
	const path: string[] = [];
	for (let at = index; at > 0; at = from[at] ?? 0) path.unshift(names[at] ?? "");
	return path;
}

/** Nobody has said anything yet. */
function start(desks: readonly string[], left: Budget): Node {
	return {
		// Decisions get no conversation until there is one.
		conversation: { control: { phase: "bot", epoch: 0 }, turns: [] } as unknown as Node["conversation"],
		outbox: [],
		timers: new Map(),
		desks: desks.map((app) => ({ app: app as AppId, isThere: true, epoch: undefined, offer: undefined })),
		runners: [],
		shown: undefined,
		left,
		count: 0,
	};
}
