import type { Clock } from "@baton/core";
import { newId } from "../ids.js";
import { platformTimes } from "../limits.js";
import type { Install, Json } from "../state.js";
import { envelopeOf } from "../wire.js";
import { eventLimit, rateLimited } from "./event-limit.js";
import type { FailureReason } from "./post-signed.js";

/** One try to tell an app of an event, and what came of it. */
export interface EventAttempt {
	readonly at: number;
	readonly eventId: string;
	/** Of the event inside. */
	readonly type: string;
	/** 0 first, then up to 3. */
	readonly retry: number;
	/** `undefined`: the app has it. */
	readonly failure: FailureReason | undefined;
}

/** What tests do with the events of an app. */
export interface EventControl {
	/** The last 10,000, oldest first. */
	readonly attempts: readonly EventAttempt[];
	/** Keeps what happens until `release`. */
	hold(): void;
	/** Sends what was held, on request in another order: Slack promises none. */
	release(options?: { readonly order?: "as-it-was" | "reversed" }): void;
	/** Sends the next event so many times more, with the same `event_id`. */
	repeat(times: number): void;
	/** When everything was tried at least once and nothing is under way. What waits for a retry is not. */
	settled(): Promise<void>;
}

export interface EventSender extends EventControl {
	push(install: Install, event: Json, context: string): void;
	close(): void;
}

/** How an envelope gets to the app. */
export type Carry = (envelope: Json, retry: Retry | undefined) => Promise<Carried>;

export interface Retry {
	readonly number: number;
	readonly reason: FailureReason;
}

export interface Carried {
	readonly failure: FailureReason | undefined;
	/** The app said that it does not want it again. */
	readonly isFinal?: boolean | undefined;
}

interface Waiting {
	readonly envelope: Json;
	/** Tried so many times more although it was taken. */
	readonly repeats: number;
}

const longestRecord = 10_000;

/**
 * Tells an app what happens: in order as far as everything goes well, and what it does not take three times more:
 * at once, after a minute, after five. https://docs.slack.dev/apis/events-api/#retries
 */
export function createEventSender({
	clock,
	carry,
}: {
	readonly clock: Clock;
	readonly carry: Carry;
}): EventSender {
	const attempts: EventAttempt[] = [];
	const limit = eventLimit(clock);
	const waiting: Waiting[] = [];
	let isHeld = false;
	let isClosed = false;
	let repeats = 0;
	let underWay = 0;
	let isFlushing = false;
	let waiters: (() => void)[] = [];

	function settle(): void {
		if (!isClosed && (underWay > 0 || isFlushing || (waiting.length > 0 && !isHeld))) return;
		for (const resolve of waiters) resolve();
		waiters = [];
	}

	async function flush(): Promise<void> {
		while (!isHeld && !isClosed) {
			const next = waiting.shift();
			if (next === undefined) break;
			for (let left = next.repeats; left >= 0; left -= 1) await attempt(next.envelope, undefined);
		}
		isFlushing = false;
		settle();
	}

	function flushSoon(): void {
		if (isFlushing || isHeld || isClosed || waiting.length === 0) return;
		isFlushing = true;
		setImmediate(() => void flush());
	}

	async function attempt(envelope: Json, retry: Retry | undefined): Promise<void> {
		underWay += 1;
		const { failure, isFinal = false } = await carry(envelope, retry);
		underWay -= 1;
		if (isClosed) return;
		record(envelope, retry?.number ?? 0, failure);
		if (failure !== undefined && !isFinal) retryLater(envelope, (retry?.number ?? 0) + 1, failure);
	}

	function retryLater(envelope: Json, number: number, reason: FailureReason): void {
		const pause = platformTimes.retries[number - 1];
		if (pause === undefined) return;
		const again = (): void => {
			if (!isClosed) void attempt(envelope, { number, reason }).then(settle);
		};
		if (pause === 0) again();
		else clock.after(pause, again);
	}

	function record(envelope: Json, retry: number, failure: FailureReason | undefined): void {
		const { type } = (envelope.event ?? envelope) as Json;
		if (attempts.length >= longestRecord) attempts.shift();
		attempts.push({
			...{ at: clock.now(), eventId: String(envelope.event_id), type: String(type), retry, failure },
		});
	}

	function queue(envelope: Json): void {
		waiting.push({ envelope, repeats });
		repeats = 0;
		flushSoon();
	}

	return {
		attempts,
		push(install, event, name) {
			const minute = limit.over(install.workspace.id);
			if (minute === undefined) {
				const at = Math.floor(clock.now() / 1000);
				queue(envelopeOf(install, event, { id: newId("Ev"), at, name }));
			} else if (minute.isNew) {
				queue(rateLimited(install, minute.startS));
			}
		},
		hold() {
			isHeld = true;
		},
		release({ order = "as-it-was" } = {}) {
			if (order === "reversed") waiting.reverse();
			isHeld = false;
			flushSoon();
			settle();
		},
		repeat(times) {
			repeats = times;
		},
		settled() {
			return new Promise((resolve) => {
				waiters.push(resolve);
				settle();
			});
		},
		close() {
			isClosed = true;
			settle();
		},
	};
}
