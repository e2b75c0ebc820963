import { createHash } from "node:crypto";

export function digest(parts: readonly unknown[], length: number): string {
	return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, length);
}

/** Names a message of ours: the same for the same thing, and without the dot that signatures separate by. */
export function webhookId(...parts: readonly unknown[]): string {
	return `msg_${digest(parts, 24)}`;
}

/** What a conversation id says: whose, which of theirs, and the epoch of a human conversation; 0 for the bot's. */
export interface ConversationName {
	readonly userId: string;
	readonly thread: string;
	readonly epoch: number;
}

/** One for each user, channel asset, bot and app. */
export function threadOf(appId: string, botId: string, conversationId: string): string {
	return digest([appId, botId, conversationId], 16);
}

export function writeConversationId({ userId, thread, epoch }: ConversationName): string {
	return `${userId}.${thread}.${epoch}`;
}

const pattern = /^([\w-]{1,128})\.([\w-]{16})\.(\d{1,15})$/;

export function readConversationId(text: string): ConversationName | undefined {
	const [, userId, thread, epoch] = pattern.exec(text) ?? [];
	if (userId === undefined || thread === undefined) return undefined;
	return { userId, thread, epoch: Number(epoch) };
}
