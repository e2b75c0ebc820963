/** Time as the parts of Baton see it, so that a simulation can put its own in its place. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** Runs `action` once after at least `ms`; returns what calls it off. Never keeps the process alive. */
	after(ms: number, action: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, action) {
		const timer = setTimeout(action, ms);
		timer.unref();
		return () => clearTimeout(timer);
	},
};
