/** A turn is over when what was expected has arrived: nothing else, and in time. */
export class Arrivals {
	private waiting: { readonly text: string; readonly resolve: () => void } | undefined;
	private failed: Error | undefined;

	/** Resolves when this text has arrived. Wait for one at a time. */
	expect(text: string): Promise<void> {
		if (this.failed !== undefined) return Promise.reject(this.failed);
		return new Promise((resolve) => {
			this.waiting = { text, resolve };
		});
	}

	arrived(text: unknown): void {
		const { waiting } = this;
		if (waiting?.text !== text) {
			this.failed = new Error(`Expected "${waiting?.text}" and got "${text}": the comparison would be void`);
			console.error(this.failed.message);
			process.exit(1);
		}
		this.waiting = undefined;
		waiting?.resolve();
	}
}
