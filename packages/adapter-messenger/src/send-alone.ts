import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type ActivityLike, BatonError, conversationKey, type EntryId, toActivity } from "@baton/core";
import type { MessengerChannel } from "./send.js";
import { channelId } from "./to-activity.js";

/** For a moment in which Meta asks for patience; what lasts longer is told to whoever speaks. */
const tries = 3;
const pauseMs = 1_000;
const longestMs = 5_000;

/**
 * Sends without Baton, there and then: one response for each activity, in order.
 *
 * @throws BatonError `messenger-not-sent` if one could not be sent, or nobody can say; those after it are not
 */
export async function sendAlone(
	channel: MessengerChannel,
	activities: readonly ActivityLike[],
): Promise<{ id: string }[]> {
	const responses: { id: string }[] = [];
	for (const activity of activities) responses.push({ id: await sendOne(channel, activity) });
	return responses;
}

async function sendOne(channel: MessengerChannel, like: ActivityLike): Promise<string> {
	if (like.type === "trace" || like.type === "invokeResponse") return "";
	if (like.type === "delay") {
		await pause(typeof like.value === "number" ? like.value : pauseMs);
		return "";
	}
	const { conversation, from, recipient } = like;
	if (!conversation?.id || !from?.id)
		throw notSent("it does not name the page and the person, send it in the context of a turn");
	const to = {
		key: conversationKey({ channel: channelId, business: from.id, conversation: conversation.id }),
		reference: {
			channelId,
			conversation: { id: conversation.id },
			bot: { id: from.id },
			user: { id: recipient?.id ?? conversation.id },
		},
		nativeId: undefined,
	};
	const item = { id: randomUUID() as string as EntryId, kind: "send", activity: toActivity(like) } as const;
	for (let left = tries; ; left -= 1) {
		const result = await channel.send(item, to);
		if (result.state === "sent") return result.nativeId ?? "";
		const { afterMs = pauseMs } = result.state === "retry" ? result : { afterMs: Number.POSITIVE_INFINITY };
		if (left === 1 || afterMs > longestMs) throw notSent(result.error);
		await pause(afterMs);
	}
}

function notSent(why: string): BatonError {
	return new BatonError("messenger-not-sent", `Cannot send to Messenger: ${why}`);
}
