import { type Awaitable, then } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { AppId, EntryId } from "../control/control.js";
import { transition as shippedTransition, type Transition } from "../control/table.js";
import { BatonError } from "../error.js";
import type { Env, NoticeText } from "./book.js";
import type { Change, Outcome } from "./change.js";
import type { ChannelTraits } from "./channel-traits.js";
import type { Command } from "./command.js";
import type { Conversation } from "./conversation.js";
import { type Decide, decide as shippedDecide } from "./decide.js";
import type { ConversationKey } from "./key.js";
import type { App, BotId, BotProfile, ProcessId } from "./participants.js";
import type { Policy } from "./policy.js";
import type { Committed, LaneToken, Loaded, Store } from "./store.js";

export interface DoorOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly process: ProcessId;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly bots: ReadonlyMap<BotId, BotProfile>;
	/** What holds on a channel. */
	readonly policyOn: (channel: ChannelTraits | undefined) => Policy;
	readonly notice: NoticeText;
	/** Apps where nobody is there to be asked just now. */
	readonly absent?: () => ReadonlySet<AppId>;
	/** A new random id at every call, some ten characters. */
	readonly newId: () => string;
	/**
	 * The conversation's channel, where this process can send to it: then a commit asks for the lane.
	 */
	readonly channelOf: (key: ConversationKey) => ChannelTraits | undefined;
	/** How long a lane is held without being renewed. */
	readonly laneLeaseMs: number;
	/**
	 * Called in commit order per conversation, before `submit` resolves. Must not throw. `alone` if nothing was
	 * in the lane before.
	 */
	readonly onCommitted: (change: Change, lane: LaneToken | undefined, alone: boolean) => void;
	readonly decide?: Decide;
	readonly transition?: Transition;
}

/** What became of a command, and the conversation as it is now. */
export interface Answer {
	readonly outcome: Outcome;
	readonly conversation: Conversation | undefined;
	/** Whether the command's id was known: nothing was done now. */
	readonly repeated: boolean;
}

/** The one door: every change to a conversation goes through here. */
export interface Door {
	/** Answers at once where the store does and nothing is ahead. Rejects only if the store fails. */
	submit(key: ConversationKey, command: Command): Awaitable<Answer>;
}

const maxAttempts = 100;
const nobody: ReadonlySet<AppId> = new Set();

/**
 * Loads, decides, commits, and tries again if somebody else committed first. Within a process the commands of
 * one conversation are first in, first out.
 */
export function createDoor(options: DoorOptions): Door {
	const queues = new Map<ConversationKey, Promise<unknown>>();

	function enqueue(key: ConversationKey, mine: Promise<Answer>): Promise<Answer> {
		const settled = mine.then(nothing, nothing).then(() => {
			if (queues.get(key) === settled) queues.delete(key);
		});
		queues.set(key, settled);
		return mine;
	}

	function submit(key: ConversationKey, command: Command): Awaitable<Answer> {
		const ahead = queues.size === 0 ? undefined : queues.get(key);
		if (ahead !== undefined)
			return enqueue(
				key,
				ahead.then(() => pass(options, key, command)),
			);
		const answer = pass(options, key, command);
		return answer instanceof Promise ? enqueue(key, answer) : answer;
	}

	return { submit };
}

const nothing = (): void => {};

/** What this process saw last will do at first: a commit says whether it still held. */
const recently = { recent: true } as const;

/** Synchronous as long as the store is. */
function pass(options: DoorOptions, key: ConversationKey, command: Command, attempt = 0): Awaitable<Answer> {
	if (attempt === maxAttempts) throw tooManyConflicts(key, command);
	const id = namedIn(command);
	const loading = options.store.load(key, command.id, attempt === 0 ? recently : undefined);
	if (id === undefined && !(loading instanceof Promise)) {
		return attemptWith(options, key, command, loading, undefined, attempt);
	}
	return passSlowly(options, key, command, loading, id, attempt);
}

async function passSlowly(
	options: DoorOptions,
	key: ConversationKey,
	command: Command,
	loading: Awaitable<Loaded>,
	id: EntryId | undefined,
	attempt: number,
): Promise<Answer> {
	const loaded = await loading;
	const named = id === undefined ? undefined : await nameEntry(options.store, key, id);
	return attemptWith(options, key, command, loaded, named, attempt);
}

function attemptWith(
	options: DoorOptions,
	key: ConversationKey,
	command: Command,
	loaded: Loaded,
	named: Env["named"],
	attempt: number,
): Awaitable<Answer> {
	const { conversation, recorded } = loaded;
	if (recorded !== undefined) return { outcome: recorded, conversation, repeated: true };
	const { decide = shippedDecide } = options;
	const channel = options.channelOf(key);
	const env = envOf(options, channel, loaded, named);
	const { change, outcome } = decide(key, conversation, command, env);
	// What is only remembered may be over by now, unless a commit says otherwise; and what is unsent may be sent.
	if (loaded.remembered === true && (change === undefined || change.withdraw.length > 0))
		return pass(options, key, command, attempt + 1);
	if (change === undefined) return { outcome, conversation, repeated: false };
	const { store, process, laneLeaseMs } = options;
	const sends = change.outbox.length > 0 && channel !== undefined;
	const lane = sends ? { process, leaseMs: laneLeaseMs } : undefined;
	const committing = store.commit(change, lane);
	const conclude = (committed: Committed): Awaitable<Answer> => {
		if (committed.status === "conflict") return pass(options, key, command, attempt + 1);
		if (committed.status === "repeated") return { outcome: committed.outcome, conversation, repeated: true };
		options.onCommitted(change, committed.lane, loaded.outbox.length === 0);
		return { outcome, conversation: change.next, repeated: false };
	};
	return then(committing, conclude);
}

function tooManyConflicts(key: ConversationKey, { type }: Command): BatonError {
	return new BatonError(
		"too-many-conflicts",
		`Cannot commit "${type}" to ${key}: others committed first ${maxAttempts} times, try again later`,
	);
}

function envOf(
	options: DoorOptions,
	channel: ChannelTraits | undefined,
	{ outbox, erased }: Loaded,
	named: Env["named"],
): Env {
	const { clock, apps, bots, notice, newId, transition = shippedTransition } = options;
	return {
		at: clock.now(),
		commit: newId(),
		apps,
		bots,
		absent: options.absent?.() ?? nobody,
		policy: options.policyOn(channel),
		channel,
		notice,
		transition,
		outbox,
		erased,
		named,
	};
}

/** The entry that a command speaks of, if it speaks of one. */
function namedIn(command: Command): EntryId | undefined {
	switch (command.type) {
		case "sendDraft":
		case "discardDraft":
			return command.draft;
		case "correct":
		case "takeBack":
		case "edit":
		case "delete":
		case "sayAgain":
			return command.entry;
		case "leaveMessage":
			return command.under.turn;
		default:
			return undefined;
	}
}

/** What was said cannot change, so it may be read before the decision; its delivery only ever moves forward. */
async function nameEntry(store: Store, key: ConversationKey, id: EntryId): Promise<Env["named"]> {
	const entry = await store.readEntry(key, id);
	if (entry === undefined) return undefined;
	const [delivery] = await store.readDeliveries(key, [id]);
	return { entry, delivery: delivery?.state };
}
