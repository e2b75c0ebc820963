import { type Awaitable, then } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { EntryId } from "../control/control.js";
import type { UnderTurn } from "../conversation/command.js";
import type { Conversation, TurnToken } from "../conversation/conversation.js";
import type { Answer, Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { Policy } from "../conversation/policy.js";
import type { Lanes } from "../delivery/lanes.js";
import type { TurnContextLike } from "../host/turn-context.js";
import { isStoreFailure } from "../store-failure.js";
import { within } from "../within.js";
import type { Heard } from "./hearing.js";
import { createLeases } from "./leases.js";
import { createTurnQueue } from "./queue.js";

export interface RunnerOptions {
	readonly door: Door;
	readonly clock: Clock;
	readonly process: ProcessId;
	readonly policy: Policy;
	readonly lanes: Lanes;
}

/** A turn that may run now. */
export interface Begun {
	readonly under: UnderTurn;
	readonly conversation: Conversation;
}

/** One turn at a time per conversation, under a lease with a token. */
export interface TurnRunner {
	/** Waits until the turn that was just heard may run. `undefined` if there is none, or somebody else runs it. */
	begin(heard: Heard): Awaitable<Begun | undefined>;
	/** Takes up a turn that nobody runs. */
	takeUp(key: ConversationKey, turn: EntryId, token: TurnToken): Promise<Begun | undefined>;
	/** Does the work of a turn and finishes it whatever happens. */
	run(
		key: ConversationKey,
		under: UnderTurn,
		context: TurnContextLike,
		work: () => Awaitable<void>,
	): Promise<void>;
	finish(key: ConversationKey, under: UnderTurn): Awaitable<void>;
	/** Resolves when no turn is under way here. */
	settled(): Promise<void>;
	/** Gives what is still under way to whoever else can run it. */
	handOn(): Promise<void>;
	/** Another process has finished the turn ahead of this one. */
	wake(turn: EntryId): void;
	/** The contexts of the turns under way here: what they said is sent with them. */
	readonly live: ReadonlyMap<EntryId, TurnContextLike>;
}

const lookAgainMs = 1_000;

function isGranted({ outcome }: Answer, token: TurnToken): boolean {
	return outcome.status === "done" && outcome.turn?.token === token;
}

function begunBy({ conversation }: Answer, turn: EntryId, token: TurnToken): Begun | undefined {
	return conversation === undefined ? undefined : { under: { turn, token }, conversation };
}

export function createTurnRunner({ door, clock, process, policy, lanes }: RunnerOptions): TurnRunner {
	const queue = createTurnQueue();
	const live = new Map<EntryId, TurnContextLike>();
	const atRest: (() => void)[] = [];
	/** The last request of each conversation that waits here. */
	const waiting = new Map<ConversationKey, Promise<Begun | undefined>>();
	/** What the store kept from being done stays due: whoever takes it up goes on. */
	const undone = new WeakSet<UnderTurn>();
	const leases = createLeases(clock, policy.turnLeaseMs, (key, under) =>
		door.submit(key, { type: "renewTurn", ...under }),
	);

	function begin({ address, answer, token }: Heard): Awaitable<Begun | undefined> {
		const { outcome, conversation } = answer;
		if (outcome.status !== "done" || outcome.turn === undefined || conversation === undefined)
			return undefined;
		const turn = outcome.turn.id;
		if (outcome.turn.token !== undefined) return { under: { turn, token }, conversation };
		return waitAndTakeUp(address.key, turn, token);
	}

	/** Of all that wait here in a conversation only the first looks: there may be many. */
	function waitAndTakeUp(key: ConversationKey, turn: EntryId, token: TurnToken): Promise<Begun | undefined> {
		const ahead = waiting.get(key);
		const mine = ahead === undefined ? takeUpInTurn(key, turn, token) : ahead.then(follow, follow);
		async function follow(before: unknown): Promise<Begun | undefined> {
			// Where the one ahead does not run here, this one may be the first by now.
			if (before === undefined) queue.wake(turn);
			return takeUpInTurn(key, turn, token);
		}
		const end = (): void => {
			if (waiting.get(key) === mine) waiting.delete(key);
		};
		waiting.set(key, mine);
		mine.then(end, end);
		return mine;
	}

	/** Whoever runs, or drops, the turn ahead may be another process, whose bell may be lost: so it looks, too. */
	async function takeUpInTurn(
		key: ConversationKey,
		turn: EntryId,
		token: TurnToken,
	): Promise<Begun | undefined> {
		for (;;) {
			await within(clock, lookAgainMs, queue.wait(turn), () => queue.leave(turn));
			const answer = await tryToBegin(key, turn, token);
			if (isGranted(answer, token)) return begunBy(answer, turn, token);
			if (answer.conversation?.turns.some(({ id }) => id === turn) !== true) return undefined;
		}
	}

	async function takeUp(key: ConversationKey, turn: EntryId, token: TurnToken): Promise<Begun | undefined> {
		const answer = await tryToBegin(key, turn, token);
		return isGranted(answer, token) ? begunBy(answer, turn, token) : undefined;
	}

	function tryToBegin(key: ConversationKey, turn: EntryId, token: TurnToken): Awaitable<Answer> {
		return door.submit(key, { type: "beginTurn", turn, process, token });
	}

	async function run(
		key: ConversationKey,
		under: UnderTurn,
		context: TurnContextLike,
		work: () => Awaitable<void>,
	): Promise<void> {
		live.set(under.turn, context);
		leases.keep(key, under);
		try {
			const working = work();
			if (working instanceof Promise) await working;
		} catch (error) {
			if (isStoreFailure(error)) undone.add(under);
			throw error;
		} finally {
			leases.drop(under);
			const finishing = finish(key, under);
			if (finishing instanceof Promise) await finishing;
			const sending = lanes.idle(key);
			if (sending !== undefined) await sending;
			live.delete(under.turn);
			if (live.size === 0) for (const resolve of atRest.splice(0)) resolve();
		}
	}

	function settled(): Promise<void> {
		if (live.size === 0) return Promise.resolve();
		return new Promise((resolve) => {
			atRest.push(resolve);
		});
	}

	async function handOn(): Promise<void> {
		await Promise.all(
			leases.all().map(({ key, under }) => door.submit(key, { type: "yieldTurn", ...under })),
		);
	}

	function finish(key: ConversationKey, under: UnderTurn): Awaitable<void> {
		if (undone.has(under)) return undefined;
		const { turn, token } = under;
		return then(door.submit(key, { type: "finishTurn", turn, token }), ({ conversation }) => {
			const following = conversation?.turns[0];
			if (following?.origin === process) queue.wake(following.id);
		});
	}

	return { begin, takeUp, run, finish, settled, handOn, wake: queue.wake, live };
}
