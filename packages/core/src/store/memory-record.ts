import type { EntryId } from "../control/control.js";
import type { Delivery, IndexFacts, OutboxItem, Outcome } from "../conversation/change.js";
import type { CommandId } from "../conversation/command.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Entry } from "../conversation/entry.js";
import type { ProcessId } from "../conversation/participants.js";
import type { LaneRequest, LaneToken } from "../conversation/store.js";
import type { MemoryTimer } from "./memory-timers.js";

/**
 * All that is kept of one conversation. The outbox is replaced and never changed, since it is handed out. Maps
 * are made when they are first needed.
 */
export interface MemoryRecord {
	conversation: Conversation;
	/** The how many-th of all that were made. */
	readonly number: number;
	/** What is left of the log. */
	readonly log: Entry[];
	/** How many entries were trimmed before it. */
	trimmed: number;
	/** What it is listed by. */
	listed: IndexFacts | undefined;
	outbox: readonly OutboxItem[];
	/** Deadlines of what has begun to be sent, by place in the lane. */
	begun: Map<number, number> | undefined;
	laneToken: number;
	/** Who has the lane; `undefined` while it is free. */
	laneProcess: ProcessId | undefined;
	/** When the lease of the lane lapses; 0 while it is free. */
	laneUntil: number;
	deliveries: Map<EntryId, Delivery> | undefined;
	natives: Map<string, EntryId> | undefined;
	readonly timers: MemoryTimer[];
	commands: Map<CommandId, Outcome>;
	olderCommands: Map<CommandId, Outcome> | undefined;
	/** When the older commands are forgotten and the others become the older ones. */
	turnOverAt: number;
	/** Entries by id, filled up to the log's length when one is asked for. */
	byId: Map<EntryId, Entry> | undefined;
}

export const emptyOutbox: readonly OutboxItem[] = [];

export function memoryRecord(
	conversation: Conversation,
	{ number, turnOverAt }: Pick<MemoryRecord, "number" | "turnOverAt">,
): MemoryRecord {
	return {
		number,
		conversation,
		log: [],
		trimmed: 0,
		listed: undefined,
		outbox: emptyOutbox,
		begun: undefined,
		laneToken: 0,
		laneProcess: undefined,
		laneUntil: 0,
		deliveries: undefined,
		natives: undefined,
		timers: [],
		commands: new Map(),
		olderCommands: undefined,
		turnOverAt,
		byId: undefined,
	};
}

export function recall(record: MemoryRecord, command: CommandId): Outcome | undefined {
	return record.commands.get(command) ?? record.olderCommands?.get(command);
}

/** Keeps each outcome for `rememberMs` at least, and for twice as long at most while the conversation goes on. */
export function remember(
	record: MemoryRecord,
	command: CommandId,
	{
		outcome,
		now,
		rememberMs,
	}: { readonly outcome: Outcome; readonly now: number; readonly rememberMs: number },
): void {
	if (now >= record.turnOverAt) {
		record.olderCommands = now < record.turnOverAt + rememberMs ? record.commands : undefined;
		record.commands = new Map();
		record.turnOverAt = now + rememberMs;
	}
	record.commands.set(command, outcome);
}

/** Takes a free or lapsed lane under a new token, or renews the lease of whoever has it. */
export function takeLane(
	record: MemoryRecord,
	now: number,
	{ process, leaseMs }: LaneRequest,
): LaneToken | undefined {
	if (record.laneProcess !== process) {
		if (record.laneUntil > now) return undefined;
		record.laneToken += 1;
		record.laneProcess = process;
	}
	record.laneUntil = now + leaseMs;
	return record.laneToken as LaneToken;
}

export function hasLane(record: MemoryRecord, token: LaneToken): boolean {
	return record.laneToken === token && record.laneProcess !== undefined;
}

export function findEntryById(record: MemoryRecord, id: EntryId): Entry | undefined {
	record.byId ??= new Map();
	for (const entry of record.log.slice(record.byId.size)) record.byId.set(entry.id, entry);
	return record.byId.get(id);
}
