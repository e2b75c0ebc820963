import type { Contender } from "../measure/contender.js";

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

/** How much work a benchmark is. */
export interface Size {
	readonly rounds: number;
	readonly turns: number;
	readonly warmUp: number;
}

export interface Benchmark {
	readonly name: string;
	readonly title: string;
	/** What one measured turn is. */
	readonly unit: string;
	open(): Promise<readonly Contender[]> | readonly Contender[];
	readonly gates: readonly Gate[];
	readonly full: Size;
	readonly quick: Size;
	/** Whether allocation is measured: only what runs in this process can be. */
	readonly inProcess: boolean;
}
