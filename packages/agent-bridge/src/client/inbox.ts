import type { Awaitable, Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import type { EntryFrame } from "../protocol/entry-frame.js";

export interface InboxOptions {
	readonly clock: Clock;
	readonly attempts: number;
	/** Gives the frame to everybody who listens. */
	readonly handle: (frame: EntryFrame) => Awaitable<unknown>;
	readonly acknowledge: (conversationId: string, position: number) => void;
	readonly onError: (error: BatonError) => void;
}

/** Takes in what the mailbox sends: in order, once, and acknowledged when it was handled. */
export interface Inbox {
	receive(frame: EntryFrame): void;
	close(): void;
}

interface Shelf {
	readonly conversationId: string;
	/** Position of the last frame that came, and of the last that was handled. */
	received: number;
	handled: number;
	readonly waiting: EntryFrame[];
	busy: boolean;
}

const remembered = 10_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

export function createInbox(options: InboxOptions): Inbox {
	const shelves = new Map<string, Shelf>();
	let closed = false;

	async function work(shelf: Shelf): Promise<void> {
		for (let frame = shelf.waiting[0]; frame !== undefined && !closed; frame = shelf.waiting[0]) {
			const handled = handleOnce(frame);
			if (handled instanceof Promise && !(await handled)) await tryAgain(frame);
			if (closed) return;
			shelf.waiting.shift();
			shelf.handled = frame.position;
			options.acknowledge(shelf.conversationId, frame.position);
		}
		shelf.busy = false;
	}

	/** At once where the listeners are done at once. */
	function handleOnce(frame: EntryFrame): true | Promise<boolean> {
		try {
			const handling = options.handle(frame);
			if (!(handling instanceof Promise)) return true;
			return handling.then(
				() => true,
				(error: unknown) => report(frame, error),
			);
		} catch (error) {
			return Promise.resolve(report(frame, error));
		}
	}

	function report(frame: EntryFrame, cause: unknown): false {
		const where = `"${frame.type}" at ${frame.position} of ${frame.conversationId}`;
		options.onError(
			new BatonError("listener-failed", `Cannot hand over ${where}: a listener failed, see the cause`, {
				cause,
			}),
		);
		return false;
	}

	async function tryAgain(frame: EntryFrame): Promise<void> {
		for (let attempt = 1; attempt < options.attempts && !closed; attempt++) {
			await pause(options.clock, Math.min(longestRetryMs, firstRetryMs * 2 ** (attempt - 1)));
			if (closed || (await handleOnce(frame))) return;
		}
	}

	return {
		receive(frame) {
			const shelf = shelfOf(shelves, frame.conversationId);
			if (frame.position <= shelf.received) {
				if (frame.position <= shelf.handled) options.acknowledge(frame.conversationId, shelf.handled);
				return;
			}
			shelf.received = frame.position;
			shelf.waiting.push(frame);
			if (shelf.busy) return;
			shelf.busy = true;
			// Never rejects: what listeners throw is reported.
			void work(shelf);
		},
		close() {
			closed = true;
		},
	};
}

function shelfOf(shelves: Map<string, Shelf>, conversationId: string): Shelf {
	const known = shelves.get(conversationId);
	if (known !== undefined) return known;
	const shelf: Shelf = { conversationId, received: 0, handled: 0, waiting: [], busy: false };
	shelves.set(conversationId, shelf);
	if (shelves.size > remembered) forgetIdle(shelves);
	return shelf;
}

function forgetIdle(shelves: Map<string, Shelf>): void {
	for (const { conversationId, busy } of shelves.values()) {
		if (busy) continue;
		shelves.delete(conversationId);
		return;
	}
}

function pause(clock: Clock, ms: number): Promise<void> {
	return new Promise((resolve) => {
		clock.after(ms, resolve);
	});
}
