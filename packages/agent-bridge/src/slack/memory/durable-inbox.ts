import type { Clock, Logger } from "@baton/core";
import { pause } from "../pause.js";
import type { DeskStore } from "./desk-store.js";

export interface InboxOptions {
	readonly store: DeskStore;
	readonly clock: Clock;
	readonly logger: Logger;
	/** What the names of its facts begin with. */
	readonly name: string;
	/** How often others' items are looked for. Default: 500 ms. */
	readonly lookEveryMs?: number | undefined;
}

/**
 * What came in and is still to be worked on: it survives the process, and any process may put something in. One
 * takes out. Items are facts with running numbers: the first to claim a number has it.
 */
export interface DurableInbox {
	append(item: string): Promise<void>;
	/** Works on everything that is in it, in order, and on what comes. */
	work(hands: Hands): Worker;
}

interface Hands {
	/** What it throws on is tried five times in all. */
	readonly handle: (item: string) => Promise<void>;
	/** Says that it was not done, and why. Called until it resolves: whoever asked must hear of it. */
	readonly giveUp: (item: string, error: unknown) => Promise<void>;
}

interface Worker {
	/** Resolves when all that was in it at the beginning is done. */
	readonly caughtUp: Promise<void>;
	end(): void;
}

/** No number below it stays undone for as long as this. */
const doneForMs = 24 * 60 * 60_000;
const keptForMs = 7 * 24 * 60 * 60_000;
const attempts = 5;
const firstRetryMs = 500;
const longestRetryMs = 60_000;
const done = "done";

export function durableInbox(options: InboxOptions): DurableInbox {
	const { store, clock, logger, name, lookEveryMs = 500 } = options;
	const nameOf = (number: number): string => `${name}:${number}`;
	const behind = `${name}:behind`;
	let tail = 0;
	let wake = () => {};

	async function append(item: string): Promise<void> {
		const own = `${Math.random().toString(36).slice(2)} ${item}`;
		let number = Math.max(tail, await readBehind()) + 1;
		while ((await store.claimFact(nameOf(number), own, keptForMs)) !== own) number += 1;
		tail = Math.max(tail, number);
		wake();
	}

	/** Up to this number everything was worked on. */
	async function readBehind(): Promise<number> {
		return Number((await store.readFact(behind)) ?? 0);
	}

	async function attempt(item: string, { handle, giveUp }: Hands, isEnded: () => boolean): Promise<void> {
		let why: unknown;
		for (let count = 1; !isEnded(); count++) {
			try {
				return await (count <= attempts ? handle(item) : giveUp(item, why));
			} catch (error) {
				if (count <= attempts) why = error;
				logger.error(count < attempts ? "slack-work-failed" : "slack-work-given-up", { error, count });
				if (count !== attempts) await pause(clock, Math.min(firstRetryMs * 2 ** count, longestRetryMs));
			}
		}
	}

	return {
		append,
		work(hands) {
			let ended = false;
			const finished = new Set<number>();
			let last = 0;
			let catchUp = () => {};
			const caughtUp = new Promise<void>((resolve) => {
				catchUp = resolve;
			});
			const running = new Set<Promise<void>>();

			async function finish(number: number, item: string): Promise<void> {
				await attempt(item, hands, () => ended);
				if (ended) return;
				await store.writeFact(nameOf(number), done, doneForMs);
				finished.add(number);
				const before = last;
				while (finished.delete(last + 1)) last += 1;
				if (last > before) await store.writeFact(behind, String(last), keptForMs);
			}

			async function go(): Promise<void> {
				last = await readBehind();
				let next = last + 1;
				while (!ended) {
					const item = await store.readFact(nameOf(next));
					if (item === undefined) {
						if (running.size === 0 || next > tail) await rest();
						continue;
					}
					const number = next;
					next += 1;
					if (item === done) finished.add(number);
					else start(number, item.slice(item.indexOf(" ") + 1));
				}
			}

			function start(number: number, item: string): void {
				const work = finish(number, item)
					.catch((error: unknown) => logger.error("slack-work-failed", { error }))
					.finally(() => running.delete(work));
				running.add(work);
			}

			/** Until something comes, here or elsewhere. */
			async function rest(): Promise<void> {
				void Promise.all(running).then(catchUp);
				await new Promise<void>((resolve) => {
					const callOff = clock.after(lookEveryMs, resolve);
					wake = () => {
						callOff();
						resolve();
					};
				});
			}

			async function keepGoing(): Promise<void> {
				while (!ended) {
					try {
						await go();
					} catch (error) {
						logger.error("slack-inbox-unreadable", { error });
						await pause(clock, firstRetryMs);
					}
				}
			}

			void keepGoing();
			return {
				caughtUp,
				end() {
					ended = true;
					wake();
				},
			};
		},
	};
}
