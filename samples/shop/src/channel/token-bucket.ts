/** Lets a burst through and then a steady rate. */
export interface TokenBucket {
	/** Whether one more may pass now, epoch milliseconds. */
	take(now: number): boolean;
}

export interface BucketOptions {
	/** How many may pass at once. */
	readonly burst: number;
	/** How many more per second. */
	readonly perSecond: number;
}

export function tokenBucket({ burst, perSecond }: BucketOptions): TokenBucket {
	let tokens = burst;
	let last = 0;
	return {
		take(now) {
			tokens = Math.min(burst, tokens + (Math.max(0, now - last) / 1000) * perSecond);
			last = now;
			if (tokens < 1) return false;
			tokens -= 1;
			return true;
		},
	};
}
