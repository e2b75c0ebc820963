/** A turn is over when what was expected has arrived: nothing else, and each once. */
export class Arrivals {
	private waiting = new Set<unknown>();
	private resolve: (() => void) | undefined;

	/** Resolves when these texts have arrived, in whatever order. Wait for one turn at a time. */
	expect(...texts: readonly string[]): Promise<void> {
		this.waiting = new Set(texts);
		return new Promise((resolve) => {
			this.resolve = resolve;
		});
	}

	arrived(text: unknown): void {
		const { waiting } = this;
		if (!waiting.delete(text)) {
			const [next] = waiting;
			console.error(`Expected "${next}" and got "${text}": the comparison would be void`);
			process.exit(1);
		}
		if (waiting.size === 0) this.resolve?.();
	}
}
