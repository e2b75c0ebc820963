import type { Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import type { ServerFrameOf } from "../protocol/server-frame.js";

type Reply = ServerFrameOf<"ack" | "refused" | "transcript" | "list">;
export type Granted = Exclude<Reply, { type: "refused" }>;

interface Pending {
	readonly text: string;
	/** Whoever asks again with the same id meanwhile gets the same. */
	readonly answer: Promise<Granted>;
	readonly resolve: (reply: Granted) => void;
	readonly reject: (error: BatonError) => void;
	readonly cancelTimeout: () => void;
}

/** What was sent and not answered: sent again after a reconnection, with the same id. */
export interface Outbox {
	/** Sends it when it can, and waits for the answer. */
	ask(frame: { readonly id: string; readonly type: string }): Promise<Granted>;
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

/** Until the promise is made. */
const unsettled: Pick<Pending, "resolve" | "reject"> = { resolve() {}, reject() {} };

export function createOutbox({ clock, answerWithinMs, transmit }: OutboxOptions): Outbox {
	const pending = new Map<string, Pending>();

	function take(id: string): Pending | undefined {
		const found = pending.get(id);
		pending.delete(id);
		found?.cancelTimeout();
		return found;
	}

	return {
		ask(frame) {
			const asked = pending.get(frame.id);
			if (asked !== undefined) return asked.answer;
			const text = JSON.stringify(frame);
			const cancelTimeout = clock.after(answerWithinMs, () =>
				take(frame.id)?.reject(noAnswer(frame, answerWithinMs)),
			);
			let settle: Pick<Pending, "resolve" | "reject"> = unsettled;
			const answer = new Promise<Granted>((resolve, reject) => {
				settle = { resolve, reject };
			});
			pending.set(frame.id, { text, answer, ...settle, cancelTimeout });
			transmit(text);
			return answer;
		},
		settle(reply) {
			const asked = reply.re === undefined ? undefined : take(reply.re);
			if (asked === undefined) return;
			if (reply.type === "refused") asked.reject(refusedError(reply));
			else asked.resolve(reply);
		},
		resend() {
			for (const { text } of pending.values()) transmit(text);
		},
		rejectAll(error) {
			for (const id of [...pending.keys()]) take(id)?.reject(error);
		},
	};
}

export function refusedError(cause: ServerFrameOf<"refused">): BatonError {
	return new BatonError(cause.code, cause.message, { cause });
}

function noAnswer({ id, type }: { readonly id: string; readonly type: string }, ms: number): BatonError {
	return new BatonError(
		"no-answer",
		`Cannot tell what became of "${type}": no answer came within ${ms} ms, send it again with the id ${id}`,
	);
}
