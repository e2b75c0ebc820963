import type { OutboxItem, Recipient } from "@baton/core";

/** What a `representative.joined` or `representative.left` in the lane means for the thread. */
export interface ThreadMove {
	/** Whether the line may be sent now: the thread may be another app's. */
	readonly line: boolean;
	/** To be awaited after the line was sent: gives the thread away. */
	readonly after?: (() => Promise<void>) | undefined;
}

/** Moves the thread (who may write, as Messenger sees it) along with the control (who may speak, as Baton sees it). */
export interface ThreadControl {
	/**
	 * Called by the lane before the line of a `joined` or `left` is sent. Never rejects: what Messenger refuses is
	 * logged.
	 */
	follow(item: OutboxItem, to: Recipient): Promise<ThreadMove>;
}
