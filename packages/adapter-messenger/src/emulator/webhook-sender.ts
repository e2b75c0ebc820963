import type { Clock } from "@baton/core";
import { platformTimes } from "./platform-limits.js";
import { postWebhook } from "./post-webhook.js";
import { type Happening, toBody } from "./webhook-body.js";

/** One POST to a webhook and what came of it. */
export interface WebhookAttempt {
	readonly at: number;
	/** From 1: how often this was tried. */
	readonly attempt: number;
	readonly body: string;
	/** `undefined`: no answer within 5 seconds, or no connection. */
	readonly status: number | undefined;
}

export interface WebhookSender {
	/** Where to. Forgets that an earlier address did not work. */
	address: string | undefined;
	readonly attempts: readonly WebhookAttempt[];
	push(happening: Happening): void;
	/** Keeps what happens, so that it arrives together, until `release`. */
	hold(): void;
	release(): void;
	/** Sends the next deliveries this many times more than once. */
	repeat(times: number): void;
	/** When everything has been tried at least once and no request is under way. */
	settled(): Promise<void>;
	close(): void;
}

interface SenderOptions {
	readonly clock: Clock;
	readonly secret: string;
	/** The app has it. */
	readonly onAcknowledged: (happenings: readonly Happening[]) => void;
	/** Failing for 15 minutes. */
	readonly onAlert: () => void;
	/** Failing for an hour: these pages are no longer told. */
	readonly onDisabled: (pages: ReadonlySet<string>) => void;
}

interface Batch {
	readonly happenings: readonly Happening[];
	attempt: number;
}

/** A stretch in which nothing was answered with 200. */
interface Failing {
	readonly pages: Set<string>;
	/** It lasted an hour: what has failed is given up. */
	isOver: boolean;
}

/** Between attempts, in milliseconds: a few at once, then less and less often. */
const pauses = [0, 1_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** Attempts that are kept: an emulator may run for days. */
const longestRecord = 10_000;

/** Updates in one POST. https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
const largestBatch = 1000;

/**
 * Sends webhooks the way Meta does: what waits goes together, within 5 seconds it must be answered with 200, what
 * fails is repeated while later events go past it, and after an hour of failing nothing comes any more.
 */
export function createWebhookSender(options: SenderOptions): WebhookSender {
	const { clock, secret } = options;
	const attempts: WebhookAttempt[] = [];
	let waiting: Happening[] = [];
	let address: string | undefined;
	let isHeld = false;
	let isFlushing = false;
	let repeats = 0;
	let underWay = 0;
	let failing: Failing | undefined;
	const closing = new AbortController();
	let waiters: (() => void)[] = [];

	function settle(): void {
		const isBusy = underWay > 0 || isFlushing || (waiting.length > 0 && !isHeld);
		if (isBusy && !closing.signal.aborted) return;
		for (const resolve of waiters) resolve();
		waiters = [];
	}

	function flushSoon(): void {
		if (isFlushing || isHeld || waiting.length === 0) return;
		isFlushing = true;
		setImmediate(() => void flush());
	}

	/** One POST at a time: what succeeds arrives in order. */
	async function flush(): Promise<void> {
		while (waiting.length > 0 && !isHeld && !closing.signal.aborted) {
			const happenings = waiting.slice(0, largestBatch);
			waiting = waiting.slice(largestBatch);
			await attempt({ happenings, attempt: 1 });
			for (; repeats > 0; repeats -= 1) await attempt({ happenings, attempt: 1 });
		}
		isFlushing = false;
		settle();
	}

	async function attempt(batch: Batch): Promise<void> {
		if (address === undefined) return;
		underWay += 1;
		const body = toBody(batch.happenings, clock.now());
		const status = await postWebhook({ clock, secret, ending: closing.signal }, address, body);
		underWay -= 1;
		if (closing.signal.aborted) return;
		if (attempts.length >= longestRecord) attempts.shift();
		attempts.push({ at: clock.now(), attempt: batch.attempt, body, status });
		if (status === 200) {
			failing = undefined;
			options.onAcknowledged(batch.happenings);
		} else {
			failed(batch);
		}
	}

	function failed(batch: Batch): void {
		failing ??= newFailing();
		const since = failing;
		for (const { page } of batch.happenings) since.pages.add(page);
		const pause = pauses[Math.min(batch.attempt, pauses.length) - 1] ?? 0;
		clock.after(pause, () => {
			if (closing.signal.aborted || since.isOver) return;
			batch.attempt += 1;
			void attempt(batch).then(settle);
		});
	}

	function newFailing(): Failing {
		const begun: Failing = { pages: new Set(), isOver: false };
		clock.after(platformTimes.webhookAlert, () => {
			if (failing === begun) options.onAlert();
		});
		clock.after(platformTimes.webhookDisabled, () => {
			if (failing !== begun) return;
			begun.isOver = true;
			failing = undefined;
			options.onDisabled(begun.pages);
		});
		return begun;
	}

	return {
		get address() {
			return address;
		},
		set address(url) {
			address = url;
			failing = undefined;
		},
		attempts,
		push(happening) {
			waiting.push(happening);
			flushSoon();
		},
		hold() {
			isHeld = true;
		},
		release() {
			isHeld = false;
			flushSoon();
			settle();
		},
		repeat(times) {
			repeats += times;
		},
		settled() {
			return new Promise((resolve) => {
				waiters.push(resolve);
				settle();
			});
		},
		close() {
			closing.abort();
			settle();
		},
	};
}
