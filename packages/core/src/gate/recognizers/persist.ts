import { type Clock, systemClock } from "../../clock.js";
import { BatonError } from "../../error.js";
import { within } from "../../within.js";
import { type BreakerOptions, createBreaker } from "./breaker.js";

/** How long a recognizer elsewhere is waited for, and how often it is asked again. */
export interface PatienceOptions {
	/** For one attempt, in milliseconds. Default: 2,000. */
	readonly attemptMs?: number | undefined;
	/** For all of them, and the waiting in between. Default: 4,500, within the 5,000 of `createHandoff`. */
	readonly limitMs?: number | undefined;
	/** At most. Default: 3. */
	readonly attempts?: number | undefined;
	/** Before the second attempt at most, doubled for each further one; how much of it is chance. Default: 200 ms. */
	readonly waitMs?: number | undefined;
	readonly breaker?: BreakerOptions | undefined;
	readonly clock?: Clock | undefined;
	/** Between 0 and 1. */
	readonly random?: (() => number) | undefined;
}

/** What came of asking once. */
export type Attempt<Value> =
	| { readonly status: "done"; readonly value: Value }
	| {
			readonly status: "failed";
			readonly error: BatonError;
			/** Whether the same may succeed a little later. */
			readonly again: boolean;
			/** Whether it says something about the other side, and not only about what was asked. */
			readonly counts: boolean;
			/** When the other side wants to be asked again. */
			readonly afterMs?: number | undefined;
	  };

export type Ask<Value> = (signal: AbortSignal) => Promise<Attempt<Value>>;

/**
 * Asks until it is answered, within limits. One of these for each recognizer: what it learns of the other side lasts.
 *
 * @throws BatonError `recognizer-late` if no answer came in time
 * @throws BatonError `recognizer-resting` if it failed too often lately: nobody was asked
 * @throws BatonError whatever the last attempt failed with
 */
export function createPersistence(
	name: string,
	options: PatienceOptions = {},
): <Value>(ask: Ask<Value>) => Promise<Value> {
	const { attemptMs = 2_000, limitMs = 4_500, attempts = 3, waitMs = 200 } = options;
	const { clock = systemClock, random = Math.random } = options;
	const breaker = createBreaker(clock, options.breaker);

	return async function persist(ask) {
		if (!breaker.enter()) throw resting(name);
		const end = clock.now() + limitMs;
		for (let count = 1; ; count += 1) {
			const attempt = await askOnce(ask, Math.min(attemptMs, end - clock.now()));
			if (attempt.status === "done") {
				breaker.succeeded();
				return attempt.value;
			}
			const wait = attempt.afterMs ?? random() * waitMs * 2 ** (count - 1);
			if (!attempt.again || count >= attempts || clock.now() + wait >= end) {
				if (attempt.counts) breaker.failed(attempt.afterMs);
				else breaker.left();
				throw attempt.error;
			}
			await pause(clock, wait);
		}
	};

	/** An attempt that is given up is told so; what it does with that is its own affair. */
	async function askOnce<Value>(ask: Ask<Value>, ms: number): Promise<Attempt<Value>> {
		const giveUp = new AbortController();
		const asking = ask(giveUp.signal).catch((error: unknown): Attempt<Value> => failed(name, error));
		return within(clock, Math.max(ms, 0), asking, () => {
			giveUp.abort();
			return { status: "failed", error: late(name, ms), again: true, counts: true };
		});
	}
}

/** What an attempt should not have thrown, it may be asked for again. */
function failed(name: string, cause: unknown): Attempt<never> {
	const error = new BatonError(
		"recognizer-failed",
		`Cannot recognize with ${name}: it threw, see the cause`,
		{ cause },
	);
	return { status: "failed", error, again: true, counts: true };
}

function late(name: string, ms: number): BatonError {
	return new BatonError(
		"recognizer-late",
		`Cannot wait for ${name} any longer than ${Math.round(ms)} ms: make it faster, or raise attemptMs`,
	);
}

function resting(name: string): BatonError {
	return new BatonError(
		"recognizer-resting",
		`Cannot ask ${name} for the moment: it has failed too often, see the errors before this one`,
	);
}

function pause(clock: Clock, ms: number): Promise<void> {
	return new Promise((resolve) => {
		clock.after(ms, resolve);
	});
}
