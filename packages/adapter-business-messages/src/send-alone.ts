import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
	type ActivityLike,
	BatonError,
	conversationKey,
	type EntryId,
	type Recipient,
	toActivity,
	toReference,
} from "@baton/core";
import { type SendOptions, send } from "./send.js";
import { channelId } from "./to-activity.js";

/** For a moment in which the platform asks for patience; what lasts longer is told to whoever speaks. */
const tries = 3;
const pauseMs = 1_000;
const longestMs = 5_000;

/**
 * Sends one activity without Baton, there and then, and resolves with its id. What may have been sent is sent again
 * under the same id, which has the effect of once.
 *
 * @throws BatonError `not-sent` if the platform does not take it
 */
export async function sendAlone(options: SendOptions, like: ActivityLike): Promise<string> {
	if (like.type === "delay") {
		await pause(typeof like.value === "number" ? like.value : pauseMs);
		return "";
	}
	const activity = toActivity(like);
	const item = { id: randomUUID() as string as EntryId, kind: "send", activity } as const;
	const to = recipientOf(like);
	for (let left = tries; ; left -= 1) {
		const result = await send(options, item, to);
		if (result.state === "sent") return result.nativeId ?? "";
		const afterMs = result.state === "retry" ? (result.afterMs ?? pauseMs) : pauseMs;
		if (result.state === "failed" || left === 1 || afterMs > longestMs)
			throw new BatonError("not-sent", `Cannot send the ${activity.type}: ${result.error}`);
		await pause(afterMs);
	}
}

/** Of an outgoing activity: the bot is who it is from. */
function recipientOf({ channelId: channel, conversation, from, recipient }: ActivityLike): Recipient {
	const business = from?.id || "bot";
	const reference = toReference({
		channelId: channel ?? channelId,
		conversation,
		from: recipient,
		recipient: from,
	});
	const key = conversationKey({ channel: channelId, business, conversation: reference.conversation.id });
	return { key, reference, nativeId: undefined };
}
