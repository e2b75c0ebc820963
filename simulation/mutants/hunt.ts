import { type RunResult, run } from "../run.js";
import type { Mutant } from "./index.js";

const everyStore = ["memory", "remote", "embedded"] as const;

/** Episode after episode with one part broken, until a promise is; or the one episode of a seed that found it. */
export function hunt({ composition, goal }: Mutant, seed: string, episodes: number): Promise<RunResult> {
	return run({
		...{ seed, episodes, composition, goal, stores: everyStore, activeSteps: 800 },
		steps: Number.POSITIVE_INFINITY,
	});
}
