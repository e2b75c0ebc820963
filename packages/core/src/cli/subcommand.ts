/** One command of `baton`. */
export interface Subcommand {
	/** What it does, in one line. */
	readonly summary: string;
	/** What `--help` prints. */
	readonly usage: string;
	/**
	 * Gives the code that the process ends with.
	 *
	 * @throws BatonError for what the person at the keyboard can put right
	 */
	run(words: readonly string[]): Promise<number>;
}
