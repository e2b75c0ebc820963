import type { AppId, EntryId, Epoch, OfferId } from "../control/control.js";
import type { Change, IndexFacts, OutboxItem, Outcome } from "../conversation/change.js";
import type { CommandId } from "../conversation/command.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Entry } from "../conversation/entry.js";
import { type ConversationKey, conversationKey } from "../conversation/key.js";
import type { AccountId, BotId, ProcessId, SessionNumber, UserId } from "../conversation/participants.js";
import { shippedSchema } from "../conversation/schema.js";
import type { Committed, LaneRequest, Store, Tombstone } from "../conversation/store.js";

export const sampleBot = "bot" as BotId;
export const sampleUser = "user" as UserId;
export const appId = (id: string): AppId => id as AppId;
export const userId = (id: string): UserId => id as UserId;
export const accountId = (id: string): AccountId => id as AccountId;
export const botId = (id: string): BotId => id as BotId;
export const entryId = (id: string): EntryId => id as EntryId;
export const commandId = (id: string): CommandId => id as CommandId;

/** A key of the sample business on the sample channel. */
export function sampleKey(conversation = "one"): ConversationKey {
	return conversationKey({ channel: "web", business: "shop", conversation });
}

/** Asks for a lane that does not lapse while a test runs. */
export function laneOf(process: string, leaseMs = 600_000): LaneRequest {
	return { process: process as ProcessId, leaseMs };
}

/** A conversation that the bot has, as it is before its first commit; after an erased one if there was one. */
export function sampleConversation(
	key: ConversationKey = sampleKey(),
	{ commit, position }: Pick<Tombstone, "commit" | "position"> = { commit: "", position: 0 },
): Conversation {
	return {
		schema: shippedSchema.number,
		key,
		version: 0,
		commit,
		position,
		bot: sampleBot,
		user: { id: sampleUser, name: undefined },
		reference: { channelId: "web", conversation: { id: "one" } },
		control: { phase: "bot", epoch: 1 as Epoch },
		session: { number: 1 as SessionNumber, since: 1, last: 1, open: true, from: 1 },
		turns: [],
		watchers: [],
		drafts: [],
		mode: undefined,
		attention: { at: 1, reminded: false },
		awaySince: undefined,
		replyUntil: undefined,
	};
}

/** A message that the user left, for nobody in particular. */
export function sampleUnmet(entry: string, position: number): Conversation["unmet"] {
	const offer = {
		id: "offer" as OfferId,
		to: [],
		reason: { type: "asked" },
		since: 1,
		told: 1,
		from: 1,
	} as const;
	const message = { entry: entryId(entry), position, session: 1 as SessionNumber, since: 1, told: 1 };
	return { offer, awaits: false, message };
}

/** What the user said; `more` overrides. */
export function sampleEntry(id: string, more: Partial<Entry> = {}): Entry {
	const said = { type: "userSaid", activity: { type: "message", text: id } } as const;
	const place = { position: 1, at: 1, session: 1 as SessionNumber, epoch: 1 as Epoch, to: [] };
	return { ...said, ...place, id: entryId(id), ...more } as Entry;
}

/** Something to be sent that the bot said; `more` overrides. */
export function sampleItem(id: string, more: Partial<OutboxItem> = {}): OutboxItem {
	const activity = { type: "message", text: id };
	const place = { order: 1, app: undefined, turn: undefined, logged: true, notAfter: 2 ** 45 };
	return { id: entryId(id), kind: "send", activity, by: "bot", ...place, ...more };
}

export function sampleFacts(more: Partial<IndexFacts> = {}): IndexFacts {
	return { bot: sampleBot, holder: undefined, waitingSince: undefined, openSince: undefined, ...more };
}

/** The parts of a change that a test is about. Positions, orders and the version are filled in. */
export interface ChangeParts
	extends Partial<Pick<Change, "tell" | "deliveries" | "withdraw" | "timers" | "index" | "audit">> {
	readonly entries?: readonly Entry[];
	readonly outbox?: readonly OutboxItem[];
	readonly command?: CommandId;
	readonly state?: Partial<Conversation>;
}

let commits = 0;

/** The change that follows on `from`. Every change has a commit id of its own. */
export function changeOf(from: Conversation, parts: ChangeParts = {}): Change {
	const { entries = [], outbox = [], tell = [], deliveries = [], withdraw = [], timers = [] } = parts;
	const position = from.position + entries.length;
	commits += 1;
	const next = { ...from, version: from.version + 1, commit: `commit-${commits}`, position, ...parts.state };
	return {
		key: from.key,
		expected: { version: from.version, commit: from.commit },
		next,
		command: parts.command,
		outcome: outcomeOf(next, entries),
		entries: entries.map((entry, index) => ({ ...entry, position: from.position + index + 1 })),
		tell,
		outbox: outbox.map((item, index) => ({ ...item, order: next.version * 1000 + index })),
		deliveries,
		withdraw,
		timers,
		index: parts.index,
		audit: parts.audit,
	};
}

/** Commits one more change to the conversation, whatever its state. */
export async function commitNext(
	store: Store,
	key: ConversationKey,
	{ lane, ...parts }: ChangeParts & { readonly lane?: LaneRequest } = {},
): Promise<{ readonly change: Change; readonly committed: Committed }> {
	const { conversation, erased } = await store.load(key);
	const change = changeOf(conversation ?? sampleConversation(key, erased), parts);
	return { change, committed: await store.commit(change, lane) };
}

function outcomeOf({ version, position }: Conversation, entries: readonly Entry[]): Outcome {
	return {
		status: "done",
		epoch: version as Epoch,
		entries: entries.map(({ id }) => id),
		position,
		drafts: 0,
	};
}
