import {
	type ActivityLike,
	type Clock,
	type CommandId,
	type ConversationKey,
	conversationKey,
	type Handoff,
	type Logger,
} from "@baton/core";
import type { Callback } from "./parse.js";
import type { Receipts } from "./receipts.js";
import { createRepeats } from "./repeats.js";
import { channelId, eventNames, toActivities } from "./to-activity.js";

/** Takes what the platform tells. Resolves when it may be acknowledged. */
export type Receive = (callback: Callback) => Promise<void>;

export interface ConnectedOptions {
	readonly handoff: Handoff;
	readonly receipts: Receipts;
	readonly serviceUrl: string;
	readonly logger: Logger;
}

/** With Baton: committed before it is acknowledged, and once however often it comes. */
export function receiveConnected({ handoff, receipts, serviceUrl, logger }: ConnectedOptions): Receive {
	return async (callback) => {
		const { agent, conversationId } = callback;
		const key = conversationKey({ channel: channelId, business: agent, conversation: conversationId });
		warnOfUnknown(callback, logger);
		for (const activity of toActivities(callback, serviceUrl)) {
			const { outcome, repeated, done } = await handoff.receive(activity);
			done.catch((error: unknown) => logger.error("turn-failed", { key, error }));
			// Also of a repeat: whoever heard it first may have died before asking for a person.
			if (activity.name === eventNames.requestedLiveAgent) await requestPerson(handoff, key, activity);
			if (activity.type === "message" && !repeated && outcome.status === "done")
				acknowledge(receipts, callback, outcome.turn !== undefined);
		}
		for (const content of callback.contents)
			if (content.kind === "receipts") await receipts.told(key, content.receipts);
	};
}

async function requestPerson(handoff: Handoff, key: ConversationKey, { id }: ActivityLike): Promise<void> {
	await handoff.submit(key, { type: "request", id: `person:${id}` as CommandId, reason: { type: "asked" } });
}

/** The bot reads what it gets; a human may be elsewhere. */
function acknowledge(receipts: Receipts, { conversationId, contents }: Callback, byBot: boolean): void {
	for (const content of contents) {
		if (content.kind === "message" && content.messageId !== undefined)
			receipts.stored(conversationId, content.messageId, byBot);
	}
}

export interface PlainOptions {
	/** Runs the adapter's middlewares and the bot. */
	readonly run: (activity: ActivityLike) => Promise<void>;
	readonly serviceUrl: string;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** Without Baton: acknowledged, then run. What this process forgets is lost, as with any plain adapter. */
export function receivePlain({ run, serviceUrl, clock, logger }: PlainOptions): Receive {
	const repeats = createRepeats(clock);
	return async (callback) => {
		warnOfUnknown(callback, logger);
		const activities = toActivities(callback, serviceUrl);
		if (activities.length === 0 || !repeats.isNew(`${callback.conversationId}/${callback.id}`)) return;
		runAll(activities, run).catch((error: unknown) => logger.error("turn-failed", { error }));
	};
}

async function runAll(activities: readonly ActivityLike[], run: PlainOptions["run"]): Promise<void> {
	for (const activity of activities) await run(activity);
}

function warnOfUnknown({ contents, agent }: Callback, logger: Logger): void {
	for (const content of contents)
		if (content.kind === "unknown") logger.warn("unknown-callback", { agent, members: content.members });
}
