import type { Account, Activity } from "../conversation/activity.js";
import type { Conversation } from "../conversation/conversation.js";
import { type Entry, isVisibleToUser } from "../conversation/entry.js";

/**
 * A stretch of a log as the activities of a Bot Framework `.transcript` file, which is a JSON array of them: as
 * botbuilder's transcript logger has them, edits as `messageUpdate` and deletions as `messageDelete`. Who spoke is in
 * `channelData.representative`. What the user never saw is left out.
 */
export function toTranscript(conversation: Conversation, entries: readonly Entry[]): readonly Activity[] {
	return entries.flatMap((entry) => toLine(conversation, entry));
}

function toLine(conversation: Conversation, entry: Entry): readonly Activity[] {
	const frame = frameOf(conversation, entry);
	if (isVisibleToUser(entry)) {
		const isUser = entry.type === "userSaid";
		const name = isUser ? undefined : entry.representative.displayName;
		return [{ ...entry.activity, ...frame, ...sides(conversation, isUser, name), id: entry.id }];
	}
	if (entry.type === "edited")
		return [
			{ ...entry.activity, ...frame, ...sides(conversation, false), type: "messageUpdate", id: entry.entry },
		];
	if (entry.type === "deleted")
		return [{ ...frame, ...sides(conversation, false), type: "messageDelete", id: entry.entry }];
	return [];
}

function frameOf({ key, reference }: Conversation, entry: Entry) {
	const { channelId, serviceUrl = "" } = reference;
	const timestamp = new Date(entry.at).toISOString();
	const answers = entry.type === "botSaid" && entry.answers !== undefined ? { replyToId: entry.answers } : {};
	return { channelId, serviceUrl, timestamp, conversation: { id: key }, ...answers };
}

function sides({ bot, user }: Conversation, isFromUser: boolean, botName?: string) {
	const theUser: Account = { id: user.id, name: user.name ?? "", role: "user" };
	const theBot: Account = { id: bot, name: botName ?? bot, role: "bot" };
	return isFromUser ? { from: theUser, recipient: theBot } : { from: theBot, recipient: theUser };
}
