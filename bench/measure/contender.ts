/** One side of a comparison: ours, a peer, or a peer once more to show the noise. */
export interface Contender {
	readonly name: string;
	/** Begins a round: with fresh conversations, and without what the last one left in memory. */
	prepare(turns: number): Promise<Trial> | Trial;
	/** What there is to know about it beside its times, as phrases. */
	remarks?(): readonly string[];
	/** Ends what lives longer than a round: processes, connections, timers. */
	close?(): Promise<void>;
}

/** One round of one contender. */
export interface Trial {
	/** What is measured: one turn, awaited to its end. Where it gives a number, that is the figure. */
	turn(index: number): Promise<unknown>;
	/** Waits for what follows on a turn and is not measured, where it would slow the next one. */
	rest?(index: number): Promise<unknown>;
	end?(): Promise<void>;
}
