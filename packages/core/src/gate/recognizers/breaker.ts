import type { Clock } from "../../clock.js";

export interface BreakerOptions {
	/** After so many failures in a row nobody is asked for a while. Default: 5. */
	readonly failures?: number | undefined;
	/** For how long, in milliseconds. Afterwards one is asked, and the others wait for what comes of it. Default: 10,000. */
	readonly restMs?: number | undefined;
}

/** Keeps everybody from waiting for what is known to be down. */
export interface Breaker {
	/** Whether to ask now. Whoever was let in says what came of it. */
	enter(): boolean;
	succeeded(): void;
	/** `restMs` where the other side says for how long it does not want to be asked. */
	failed(restMs?: number): void;
	/** It could not be said whether the other side is up: the text was to blame, for instance. */
	left(): void;
}

export function createBreaker(clock: Clock, { failures = 5, restMs = 10_000 }: BreakerOptions = {}): Breaker {
	let failed = 0;
	let restsUntil = 0;
	let isTried = false;

	return {
		enter() {
			const now = clock.now();
			if (now < restsUntil || isTried) return false;
			isTried = failed >= failures;
			return true;
		},
		succeeded() {
			failed = 0;
			isTried = false;
		},
		failed(asked) {
			failed += 1;
			isTried = false;
			const rest = asked ?? (failed >= failures ? restMs : 0);
			restsUntil = Math.max(restsUntil, clock.now() + rest);
		},
		left() {
			isTried = false;
		},
	};
}
