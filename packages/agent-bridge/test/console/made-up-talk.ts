import type { EntryFrame, EntryFrameOf, EntryFrameType } from "../../src/protocol/entry-frame.js";
import type { Person, Snapshot } from "../../src/protocol/parts.js";

type LineMember =
	| "conversationId"
	| "botId"
	| "botUserId"
	| "channel"
	| "position"
	| "entryId"
	| "epoch"
	| "time"
	| "session";
type BodyOf<T extends EntryFrameType> = T extends EntryFrameType ? Omit<EntryFrameOf<T>, LineMember> : never;
export type Body = BodyOf<EntryFrameType>;

/** A conversation that never was: a snapshot and its log. */
export interface MadeUpTalk {
	snapshot: Snapshot;
	readonly log: EntryFrame[];
}

export const start = Date.UTC(2026, 0, 12, 9, 0, 0) / 1000;

export function madeUpSnapshot(conversationId: string, change: Partial<Snapshot> = {}): Snapshot {
	return {
		conversationId,
		botId: "shop",
		botUserId: `user-of-${conversationId}`,
		channel: "web",
		user: { name: "Siti Rahma", locale: "id" },
		phase: "bot",
		epoch: 1,
		watchers: [],
		position: 0,
		session: { number: 1, since: start, last: start, open: true },
		draftIds: [],
		...change,
	};
}

export function madeUpTalk(conversationId: string, change: Partial<Snapshot> = {}): MadeUpTalk {
	return { snapshot: madeUpSnapshot(conversationId, change), log: [] };
}

/** Writes a line into the log and returns it. */
export function write(talk: MadeUpTalk, body: Body, time = start + talk.log.length): EntryFrame {
	const { conversationId, botId, botUserId, channel, epoch, session } = talk.snapshot;
	const position = (talk.log.at(-1)?.position ?? 0) + 1;
	const line = { conversationId, botId, botUserId, channel, position, epoch, time, session: session.number };
	const entry = { ...line, entryId: `${conversationId}-${position}`, ...body } as EntryFrame;
	talk.log.push(entry);
	talk.snapshot = { ...talk.snapshot, position, session: { ...session, last: time } };
	return entry;
}

const bot = { representativeType: "BOT", displayName: "Kiko" } as const;

export function words(text: string) {
	return { input: { type: "text", value: text }, activity: { type: "message", text } } as const;
}

export function userSays(text: string): Body {
	return { type: "userSay", ...words(text) };
}

export function botSays(text: string): Body {
	return { type: "botSay", ...words(text), representative: bot };
}

export function humanSays(text: string, person: Person = ana): Body {
	const representative = { ...person, representativeType: "HUMAN" } as const;
	return { type: "agentSay", ...words(text), representative, fromAppId: "desk", person, how: "said" };
}

export const ana = { id: "ana", displayName: "Ana Wijaya" } as const;
export const budi = { id: "budi", displayName: "Budi Santoso" } as const;
