import type { Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { refusedError } from "./refusal.js";

type Reply = ServerFrameOf<
	"ack" | "refused" | "transcript" | "transcriptUrl" | "list" | "found" | "ticket" | "audit"
>;
export type Granted = Exclude<Reply, { type: "refused" }>;

interface Pending {
	readonly text: string;
	/** Whoever asks again with the same id meanwhile waits for the same answer. */
	readonly waiters: Waiter[];
	readonly cancelTimeout: () => void;
}

interface Waiter {
	readonly resolve: (reply: Granted) => void;
	readonly reject: (error: BatonError) => void;
}

/** What has an answer of its own. */
interface Asked {
	readonly id: string;
	readonly type: string;
}

/** What was sent and not answered: sent again after a reconnection, with the same id. */
export interface Outbox {
	/** Sends it when it can, and waits for the answer. */
	ask(frame: Asked): Promise<Granted>;
	settle(reply: Reply): void;
	/** Sends everything that is not answered, in order. */
	resend(): void;
	rejectAll(error: BatonError): void;
}

export interface OutboxOptions {
	readonly clock: Clock;
	readonly answerWithinMs: number;
	/** Sends if connected. */
	readonly transmit: (text: string) => void;
}

export function createOutbox({ clock, answerWithinMs, transmit }: OutboxOptions): Outbox {
	const pending = new Map<string, Pending>();

	function take(id: string): Pending | undefined {
		const found = pending.get(id);
		pending.delete(id);
		found?.cancelTimeout();
		return found;
	}

	function begin(frame: Asked, waiter: Waiter): void {
		const text = JSON.stringify(frame);
		const cancelTimeout = clock.after(answerWithinMs, () =>
			rejectAllOf(take(frame.id), noAnswer(frame, answerWithinMs)),
		);
		pending.set(frame.id, { text, waiters: [waiter], cancelTimeout });
		transmit(text);
	}

	return {
		ask: (frame) =>
			new Promise((resolve, reject) => {
				const waiter = { resolve, reject };
				const asked = pending.get(frame.id);
				if (asked === undefined) begin(frame, waiter);
				else asked.waiters.push(waiter);
			}),
		settle(reply) {
			const asked = reply.re === undefined ? undefined : take(reply.re);
			if (asked === undefined) return;
			if (reply.type === "refused") rejectAllOf(asked, refusedError(reply));
			else for (const { resolve } of asked.waiters) resolve(reply);
		},
		resend() {
			for (const { text } of pending.values()) transmit(text);
		},
		rejectAll(error) {
			for (const id of [...pending.keys()]) rejectAllOf(take(id), error);
		},
	};
}

function rejectAllOf(asked: Pending | undefined, error: BatonError): void {
	for (const { reject } of asked?.waiters ?? []) reject(error);
}

function noAnswer({ id, type }: Asked, ms: number): BatonError {
	return new BatonError(
		"no-answer",
		`Cannot tell what became of "${type}": no answer came within ${ms} ms, send it again with the id ${id}`,
	);
}
