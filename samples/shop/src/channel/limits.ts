import { type BucketOptions, type TokenBucket, tokenBucket } from "./token-bucket.js";

/** A token bucket for each customer, or address. */
export interface Limits {
	/** Whether one more may pass now. */
	take(who: string): boolean;
}

/** Whoever has not been heard for long has a full bucket again: the oldest may be forgotten. */
const remembered = 10_000;

export function limits(options: BucketOptions & { readonly now?: () => number }): Limits {
	const { now = Date.now } = options;
	const buckets = new Map<string, TokenBucket>();
	return {
		take(who) {
			const bucket = buckets.get(who) ?? tokenBucket(options);
			buckets.delete(who);
			buckets.set(who, bucket);
			const [oldest] = buckets.keys();
			if (buckets.size > remembered && oldest !== undefined) buckets.delete(oldest);
			return bucket.take(now());
		},
	};
}
