import { type Clock, parseConversationKey, type Recipient, type SendResult } from "@baton/core";
import type { ChannelStore } from "./facts.js";
import { asNotSent } from "./not-sent.js";
import { humanSpeaker } from "./representative.js";
import type { Sendable } from "./send.js";
import { prepare } from "./send-body.js";
import type { Sending } from "./send-one.js";
import type { SendParts } from "./send-parts.js";
import type { SendRequest } from "./send-request.js";
import { toMessages } from "./to-message.js";
import { isBeyondDay, needsHumanAgent, type ReplyWindow, type WindowTimes } from "./window.js";

export interface SayOptions {
	readonly sendParts: SendParts;
	readonly store: () => ChannelStore;
	readonly clock: Clock;
	readonly window: ReplyWindow;
	readonly withinMs: number;
}

/** Says one activity to the user. */
export type Say = (item: Sendable, to: Recipient) => Promise<SendResult>;

export function createSay({ sendParts, store, clock, window, withinMs }: SayOptions): Say {
	async function say(item: Sendable, to: Recipient): Promise<SendResult> {
		const { activity } = item;
		const human = humanSpeaker(activity);
		const now = clock.now();
		const isLine = activity.type === "event";
		// Only for what depends on it: most of what is said is the bot's.
		const times = human !== undefined || isLine ? await timesOf(to, now) : undefined;
		// After a day Messenger takes what a human says, and no line of the page's that they have come.
		if (isLine && times !== undefined && isBeyondDay(window, times)) return { state: "sent" };
		const requests = toMessages(activity).map((request) => prepare(request, human));
		if (requests.length === 0) return { state: "sent" };
		const sending: Sending = {
			key: to.key,
			page: pageOf(to),
			person: to.reference.conversation.id,
			human,
			until: now + withinMs,
			humanAgent: human === undefined ? "never" : humanAgentOf(window, times),
		};
		const result = await sendParts(sending, item, requests);
		return isPassing(requests) && result.state !== "sent" ? { state: "failed", error: result.error } : result;
	}

	async function timesOf({ key }: Recipient, now: number): Promise<WindowTimes> {
		return { now, replyUntil: (await store().load(key)).conversation?.replyUntil };
	}

	return (item, to) =>
		say(item, to).catch((thrown: unknown): SendResult => {
			const { state, error } = asNotSent(thrown);
			return state === "later" ? { state: "retry", error } : { state: "failed", error };
		});
}

/** That somebody types is not worth a second try: it would hold up what they say. */
function isPassing(requests: readonly SendRequest[]): boolean {
	return requests.every((request) => "sender_action" in request);
}

function humanAgentOf(window: ReplyWindow, times: WindowTimes | undefined): Sending["humanAgent"] {
	if (window.humanMs <= window.botMs) return "never";
	return times !== undefined && needsHumanAgent(window, times) ? "needed" : "allowed";
}

/** The page is the bot's account. */
export function pageOf({ key, reference }: Recipient): string {
	return reference.bot?.id ?? parseConversationKey(key).business;
}
