import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { Answer, Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { Signal } from "../conversation/signal.js";
import type { Spool, Spooled } from "../conversation/spool.js";
import type { Logger } from "../logger.js";
import { messageOf } from "../message-of.js";
import { isStoreFailure } from "../store-failure.js";
import { sealAnew } from "./seal-anew.js";

export interface ReplayOptions {
	readonly door: Door;
	readonly spool: Spool;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly process: ProcessId;
	readonly send: (signal: Signal) => void;
}

/** Says what was spooled, in order, as soon as the store is back. */
export interface Replay {
	start(): void;
	stop(): void;
	/** Something was spooled: the store is away. */
	noticed(): void;
}

/** How often it is tried whether the store is back. */
const retryMs = 500;
/**
 * Nobody else on this machine takes things out of the spool for so long. It spares work and no more: what is said twice, in
 * the same order, is heard once.
 */
const claimMs = 5_000;
/** Conversations, and words of one, that are read at once. */
const batch = 100;

export function createReplay({ door, spool, clock, logger, process, send }: ReplayOptions): Replay {
	let callOff: (() => void) | undefined;
	let isAway = false;
	let running = false;

	function lookIn(ms: number): void {
		callOff?.();
		callOff = clock.after(ms, () => {
			callOff = undefined;
			look();
		});
	}

	function look(): void {
		void replayAll()
			.catch((error: unknown) => {
				if (!isStoreFailure(error)) logger.error("replay-failed", { error });
				return false;
			})
			.then((isEmpty) => {
				if (!running) return;
				if (!isEmpty) return lookIn(retryMs);
				if (isAway) send({ type: "outage", state: "ended" });
				isAway = false;
			});
	}

	async function replayAll(): Promise<boolean> {
		if (spool.readKeys(1).length === 0) return true;
		for (const key of spool.readKeys(batch)) {
			if (!(await spool.claim(process, claimMs))) return false;
			await replayOne(key);
		}
		return spool.readKeys(1).length === 0;
	}

	async function replayOne(key: ConversationKey): Promise<void> {
		for (const words of runsOf(spool.read(key, batch))) {
			const isDone = await sayAll(words);
			if (!isDone) return;
			await spool.remove(words);
		}
	}

	/** Words that follow one another make one turn: it comes with the last of them. */
	async function sayAll(words: readonly Spooled[]): Promise<boolean> {
		let earlier: readonly EntryId[] = [];
		for (const [index, { key, command, at }] of words.entries()) {
			const more = index < words.length - 1;
			try {
				const answer = await door.submit(key, { ...command, late: { at, earlier }, more });
				earlier = heardBy(answer, earlier);
			} catch (error) {
				if (isStoreFailure(error)) throw error;
				logger.error("spooled-set-aside", { key, error });
				const item = words[index];
				if (item !== undefined) await spool.setAside(item, messageOf(error));
				return false;
			}
		}
		return true;
	}

	return {
		start() {
			running = true;
			sealAnew(spool).catch((error: unknown) => logger.error("spool-not-sealed-anew", { error }));
			lookIn(0);
		},
		stop() {
			running = false;
			callOff?.();
		},
		noticed() {
			if (!isAway) send({ type: "outage", state: "began" });
			isAway = true;
			if (running && callOff === undefined) lookIn(retryMs);
		},
	};
}

/** What was heard so far for the turn to come; nothing if a turn came with it, when it was said before. */
function heardBy({ outcome, repeated }: Answer, earlier: readonly EntryId[]): readonly EntryId[] {
	if (outcome.status !== "done" || (repeated && outcome.turn !== undefined)) return [];
	const heard = outcome.entries.at(-1);
	return heard === undefined ? earlier : [...earlier, heard];
}

/** Mere words that follow one another, together; whatever else, a button or a picture, by itself. */
function runsOf(items: readonly Spooled[]): readonly (readonly Spooled[])[] {
	const runs: Spooled[][] = [];
	for (const [index, item] of items.entries()) {
		const before = items[index - 1];
		if (before !== undefined && isMereWords(before) && isMereWords(item)) runs.at(-1)?.push(item);
		else runs.push([item]);
	}
	return runs;
}

function isMereWords({ command: { activity, postback, standby } }: Spooled): boolean {
	const { type, text, attachments } = activity;
	const isPlain = postback === undefined && standby !== true && attachments === undefined;
	return isPlain && type === "message" && text !== undefined;
}
