import type { Channel, OutboxItem, Recipient, SendResult } from "../../src/index.js";

/** A channel that keeps what arrives, and answers as a test wants. */
export interface RecordingChannel extends Channel {
	/** Every request, in order, whatever became of it. */
	readonly requests: OutboxItem[];
	/** To whom they went, in the same order. */
	readonly recipients: Recipient[];
	/** What the user got, in order. */
	readonly arrived: OutboxItem[];
	/** To whom somebody was shown typing. */
	readonly typing: Recipient[];
	/** The answers to the next requests; after them everything is sent. */
	readonly answers: Answer[];
	/** How many requests are under way now, and were at most. */
	readonly load: { now: number; most: number };
}

/** How a request is answered. What is thrown, or never answered, did not arrive unless `arrives` says so. */
export type Answer = (item: OutboxItem) => SendResult | Promise<SendResult>;

export function recordingChannel(repeat: Channel["repeat"] = "at-most-once"): RecordingChannel {
	const requests: OutboxItem[] = [];
	const recipients: Recipient[] = [];
	const arrived: OutboxItem[] = [];
	const typing: Recipient[] = [];
	const answers: Answer[] = [];
	const load = { now: 0, most: 0 };
	return {
		...{ reach: "anywhere", repeat, requests, recipients, arrived, typing, answers, load },
		async send(item, to) {
			requests.push(item);
			recipients.push(to);
			load.now += 1;
			load.most = Math.max(load.most, load.now);
			try {
				const result = await (answers.shift() ?? sent)(item);
				if (result.state === "sent") arrived.push(item);
				return result;
			} finally {
				load.now -= 1;
			}
		},
		async showTyping(to) {
			typing.push(to);
		},
	};
}

const sent: Answer = (item) => ({ state: "sent", nativeId: `native-${item.id}` });

export const failing: Answer = () => ({ state: "failed", error: "The user blocked the page" });

/** Breaks the connection: nobody can say whether it arrived. */
export const breaking: Answer = () => {
	throw new Error("The connection was reset");
};

/** Never answers. */
export const hanging: Answer = () => new Promise<SendResult>(() => {});

export function later(afterMs: number): Answer {
	return () => ({ state: "retry", error: "Too many requests", afterMs });
}
