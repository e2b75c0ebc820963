import type { Contender } from "../measure/contender.js";
import type { Progress } from "../progress.js";

/** A ratio of two contenders' median times that is wanted. */
export interface Gate {
	readonly subject: string;
	readonly peer: string;
	/** The worst round must not be above this; without it the ratio is only shown. */
	readonly must?: number;
	readonly goal?: number;
	/** Shows the noise: both are the same. */
	readonly control?: boolean;
}

export type Measure = "time" | "bytes";

/** How much work a benchmark is. */
export interface Size {
	readonly rounds: number;
	readonly turns: number;
	readonly warmUp: number;
}

/** How much is measured: `large` is `full` with what takes many minutes more. */
export type Scale = "quick" | "full" | "large";

/** What contenders may need to know before they are made. */
interface Opening {
	readonly scale: Scale;
	/** Said while what is measured is being built. */
	readonly progress: Progress;
}

export interface Benchmark {
	readonly name: string;
	readonly title: string;
	/** What one measured turn is. */
	readonly unit: string;
	open(opening: Opening): Promise<readonly Contender[]> | readonly Contender[];
	/** Those of contenders that are not there are left out. */
	readonly gates: readonly Gate[];
	readonly full: Size;
	readonly quick: Size;
	/** Whether allocation is measured: only what runs in this process can be. */
	readonly inProcess: boolean;
	/** How many things one turn does, where what counts is how many are done in a second. */
	readonly batch?: number;
	/** Whether throughput is measured, which needs every core. */
	readonly onAllCores?: boolean | undefined;
	/** What is measured. With `bytes` a turn says it. Default: how long a turn takes. */
	readonly measures?: Measure | undefined;
	/** Whether all turns are published, from the shortest to the longest. */
	readonly distribution?: boolean;
}
