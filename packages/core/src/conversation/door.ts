import type { Clock } from "../clock.js";
import type { AppId } from "../control/control.js";
import { transition as shippedTransition, type Transition } from "../control/table.js";
import { BatonError } from "../error.js";
import type { Decision, Env, NoticeText } from "./book.js";
import type { Change, Outcome } from "./change.js";
import type { Command } from "./command.js";
import type { Conversation } from "./conversation.js";
import { type Decide, decide as shippedDecide } from "./decide.js";
import type { ConversationKey } from "./key.js";
import type { App, BotId, BotProfile, ProcessId } from "./participants.js";
import type { Policy } from "./policy.js";
import type { LaneToken, Loaded, Store } from "./store.js";

export interface DoorOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly process: ProcessId;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly bots: ReadonlyMap<BotId, BotProfile>;
	readonly policy: Policy;
	readonly notice: NoticeText;
	/** Apps where nobody is there to be asked just now. */
	readonly absent?: () => ReadonlySet<AppId>;
	/** A new random id at every call, some ten characters. */
	readonly newId: () => string;
	/** Whether this process can send to the conversation's channel: then a commit asks for the lane. */
	readonly sends: (key: ConversationKey) => boolean;
	/** How long a lane is held without being renewed. */
	readonly laneLeaseMs: number;
	/** Called in commit order per conversation, before `submit` resolves. Must not throw. */
	readonly onCommitted: (change: Change, lane: LaneToken | undefined) => void;
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
	submit(key: ConversationKey, command: Command): Promise<Answer>;
}

const maxAttempts = 100;
const nobody: ReadonlySet<AppId> = new Set();

/**
 * Loads, decides, commits, and tries again if somebody else committed first. Within a process the commands of
 * one conversation are first in, first out.
 */
export function createDoor(options: DoorOptions): Door {
	const queues = new Map<ConversationKey, Promise<unknown>>();

	async function submit(key: ConversationKey, command: Command): Promise<Answer> {
		const ahead = queues.get(key);
		const mine =
			ahead === undefined ? pass(options, key, command) : ahead.then(() => pass(options, key, command));
		const settled = mine.then(nothing, nothing);
		queues.set(key, settled);
		try {
			return await mine;
		} finally {
			if (queues.get(key) === settled) queues.delete(key);
		}
	}

	return { submit };
}

const nothing = (): void => {};

async function pass(options: DoorOptions, key: ConversationKey, command: Command): Promise<Answer> {
	for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
		const answer = await attemptOnce(options, key, command);
		if (answer !== undefined) return answer;
	}
	throw new BatonError(
		"too-many-conflicts",
		`Cannot commit "${command.type}" to ${key}: others committed first ${maxAttempts} times, try again later`,
	);
}

async function attemptOnce(
	options: DoorOptions,
	key: ConversationKey,
	command: Command,
): Promise<Answer | undefined> {
	const { store, decide = shippedDecide } = options;
	const loading = store.load(key, command.id);
	const loaded = loading instanceof Promise ? await loading : loading;
	const { conversation, recorded } = loaded;
	if (recorded !== undefined) return { outcome: recorded, conversation, repeated: true };
	const named = await nameEntry(store, key, command);
	const decision = decide(key, conversation, command, envOf(options, loaded, named));
	if (decision.change === undefined) return { outcome: decision.outcome, conversation, repeated: false };
	return commit(options, decision, decision.change, conversation);
}

async function commit(
	options: DoorOptions,
	{ outcome }: Decision,
	change: Change,
	conversation: Conversation | undefined,
): Promise<Answer | undefined> {
	const { store, process, laneLeaseMs } = options;
	const lane =
		change.outbox.length > 0 && options.sends(change.key) ? { process, leaseMs: laneLeaseMs } : undefined;
	const committing = store.commit(change, lane);
	const result = committing instanceof Promise ? await committing : committing;
	if (result.status === "conflict") return undefined;
	if (result.status === "repeated") return { outcome: result.outcome, conversation, repeated: true };
	options.onCommitted(change, result.lane);
	return { outcome, conversation: change.next, repeated: false };
}

function envOf(options: DoorOptions, { outbox }: Loaded, named: Env["named"]): Env {
	const { clock, apps, bots, policy, notice, newId, transition = shippedTransition } = options;
	const absent = options.absent?.() ?? nobody;
	return { at: clock.now(), commit: newId(), apps, bots, absent, policy, notice, transition, outbox, named };
}

/** What was said cannot change, so it may be read before the decision; its delivery only ever moves forward. */
async function nameEntry(store: Store, key: ConversationKey, command: Command): Promise<Env["named"]> {
	const id = "draft" in command ? command.draft : isAmendment(command) ? command.entry : undefined;
	if (id === undefined) return undefined;
	const entry = await store.readEntry(key, id);
	if (entry === undefined) return undefined;
	const [delivery] = await store.readDeliveries(key, [id]);
	return { entry, delivery: delivery?.state };
}

function isAmendment(command: Command): command is Extract<Command, { type: "edit" | "delete" }> {
	return command.type === "edit" || command.type === "delete";
}
