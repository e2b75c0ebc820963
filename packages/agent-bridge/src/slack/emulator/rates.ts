import type { Clock } from "@baton/core";
import { type Tier, tiers } from "./limits.js";

/** Too many calls: HTTP 429, and when the next may come. */
interface TooMany {
	readonly retryAfterS: number;
}

/** Counts the calls of a minute per key, which is a method in a workspace by an app. */
export interface CallRates {
	spend(key: string, tier: Tier): TooMany | undefined;
}

const minuteMs = 60_000;

/** https://docs.slack.dev/apis/web-api/rate-limits */
export function createCallRates(clock: Clock): CallRates {
	const calls = new Map<string, number[]>();
	return {
		spend(key, tier) {
			const now = clock.now();
			const recent = (calls.get(key) ?? []).filter((at) => at > now - minuteMs);
			calls.set(key, recent);
			const [first = now] = recent;
			if (recent.length >= tiers[tier]) return { retryAfterS: secondsUntil(first + minuteMs, now) };
			recent.push(now);
			return undefined;
		},
	};
}

/** One message a second per channel, after a few at once. */
export interface MessageRates {
	spend(key: string): TooMany | undefined;
}

const messageEveryMs = 1_000;

export function createMessageRates(clock: Clock, burst: number): MessageRates {
	/** When each channel's allowance will be whole again. */
	const wholeAt = new Map<string, number>();
	return {
		spend(key) {
			const now = clock.now();
			const from = Math.max(now, wholeAt.get(key) ?? 0);
			const wait = from + messageEveryMs - now - burst * messageEveryMs;
			if (wait > 0) return { retryAfterS: Math.ceil(wait / 1000) };
			wholeAt.set(key, from + messageEveryMs);
			return undefined;
		},
	};
}

function secondsUntil(time: number, now: number): number {
	return Math.max(1, Math.ceil((time - now) / 1000));
}
