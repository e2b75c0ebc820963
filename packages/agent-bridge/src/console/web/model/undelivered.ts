import type { ServerFrameOf } from "../../../protocol/server-frame.js";

export type UndeliveredLine = NonNullable<ServerFrameOf<"list">["undelivered"]>[number];

/** What could not be sent, by conversation, the newest first. */
export type Undelivered = ReadonlyMap<string, readonly UndeliveredLine[]>;

export function byConversation(lines: readonly UndeliveredLine[]): Undelivered {
	const all = new Map<string, UndeliveredLine[]>();
	for (const line of lines) {
		const known = all.get(line.conversationId);
		if (known === undefined) all.set(line.conversationId, [line]);
		else known.push(line);
	}
	return all;
}

export function isUndelivered(undelivered: Undelivered, conversationId: string, entryId: string): boolean {
	return undelivered.get(conversationId)?.some((line) => line.entryId === entryId) === true;
}
