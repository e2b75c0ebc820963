import type { Account, Activity, ConversationReference } from "../conversation/activity.js";
import { BatonError } from "../error.js";
import { type Limits, toPlain } from "./plain.js";
import type { AccountLike, ActivityLike } from "./turn-context.js";

/** 256 KB is what Direct Line takes, the widest of the channels; no card is nested 64 levels deep. */
const limits: Limits = { depth: 64, length: 262_144 };

/**
 * An activity as the log keeps it: a plain copy that shares nothing with the host's object, so that neither a
 * bot's template nor a middleware can change the log afterwards. Dates become ISO strings, functions are
 * dropped, the activity class of the Agents SDK becomes a plain object.
 *
 * @throws BatonError `activity-too-large` above 262,144 characters, above 64 levels, or if it refers to itself
 */
export function toActivity(activity: ActivityLike): Activity {
	const copy = toPlain(activity, limits);
	repair(copy);
	const { type } = copy;
	if ("_channelId" in copy) return fromClass(activity, copy);
	return typeof type === "string" ? (copy as Activity) : { ...copy, type: "message" };
}

/** Some channels pass on whatever a user's page sent: what everybody reads as text, or as a list, is one in the log. */
function repair(copy: Record<string, unknown>): void {
	for (const name of ["text", "name", "locale"]) {
		const value = copy[name];
		if (typeof value === "number") copy[name] = String(value);
		else if (value !== undefined && typeof value !== "string") delete copy[name];
	}
	for (const name of ["attachments", "entities"])
		if (copy[name] !== undefined && !Array.isArray(copy[name])) delete copy[name];
}

/** The Agents SDK keeps the channel id behind an accessor. */
function fromClass(
	{ type = "message", channelId }: ActivityLike,
	copy: Readonly<Record<string, unknown>>,
): Activity {
	const { _channelId, ...members } = copy;
	return { ...members, type, channelId: channelId ?? _channelId };
}

/**
 * Where an incoming activity comes from, as `TurnContext.getConversationReference` has it: enough to write to
 * the user at any later time.
 *
 * @throws BatonError `no-conversation` if the activity does not name its channel and conversation
 */
export function toReference(activity: ActivityLike): ConversationReference {
	const { channelId, conversation, serviceUrl, from, recipient, locale } = activity;
	if (!channelId || !conversation?.id) {
		throw new BatonError(
			"no-conversation",
			`Cannot tell where the ${JSON.stringify(activity.type)} activity comes from: the adapter must set channelId and conversation.id`,
		);
	}
	return {
		channelId,
		serviceUrl,
		conversation: { ...conversation },
		bot: toAccount(recipient),
		user: toAccount(from),
		activityId: replyTo(activity),
		locale,
	};
}

function toAccount(account: AccountLike | undefined): Account | undefined {
	return account?.id === undefined ? undefined : { ...account, id: account.id };
}

/** Web Chat and Direct Line never show what they announce a conversation with: nothing can reply to it. */
function replyTo({ type, channelId, id }: ActivityLike): string | undefined {
	const isHidden = type === "conversationUpdate" && (channelId === "directline" || channelId === "webchat");
	return isHidden ? undefined : id;
}
