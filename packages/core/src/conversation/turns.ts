import { type Book, setTimer } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { CommandOf, UnderTurn } from "./command.js";
import type { Turn } from "./conversation.js";
import { turnWith } from "./copies.js";
import type { ProcessId } from "./participants.js";
import { requestPerson } from "./request.js";
import { dropTurn, run, runningTurn } from "./turn-queue.js";

/** After this many runners that died, a person is offered. */
const maxTurnAttempts = 2;

export function beginTurn(book: Book, command: CommandOf<"beginTurn">): RefusalCode | undefined {
	const { state, env } = book;
	const [head, ...rest] = state.turns;
	if (head === undefined || head.id !== command.turn) return "not-your-turn";
	if (head.runner !== undefined && head.runner.until > env.at) return "not-your-turn";
	if (head.spoke || head.attempts >= maxTurnAttempts) {
		dropTurn(book);
		requestPerson(book, { reason: { type: "bot-failed", detail: "The process that ran the turn died" } });
		return undefined;
	}
	const running = run(book, head, command.process, command.token);
	state.turns = [running, ...withoutOrigin(rest, goneBefore(head, command))];
	book.turn = { id: head.id, token: command.token };
	setTimer(book, "turn", env.policy.turnLeaseMs, head.id);
	return undefined;
}

/** Whoever should have run the turn and did not come. */
function goneBefore({ runner, origin }: Turn, { process }: CommandOf<"beginTurn">): ProcessId | undefined {
	const before = runner?.process ?? origin;
	return before === process ? undefined : before;
}

/** A process that did not come for one turn is not waited for at the next: those are anybody's. */
function withoutOrigin(turns: readonly Turn[], gone: ProcessId | undefined): readonly Turn[] {
	if (gone === undefined || turns.length === 0) return turns;
	return turns.map((turn) => (turn.origin === gone ? { ...turn, origin: undefined } : turn));
}

export function renewTurn(book: Book, command: UnderTurn): RefusalCode | undefined {
	const head = runningTurn(book, command);
	if (head?.runner === undefined) return "not-your-turn";
	const until = book.env.at + book.env.policy.turnLeaseMs;
	book.state.turns = [{ ...head, runner: { ...head.runner, until } }, ...book.state.turns.slice(1)];
	setTimer(book, "turn", book.env.policy.turnLeaseMs, head.id);
	return undefined;
}

/** What it has said stays said: a turn that has spoken leads to a person, as after a death. */
export function yieldTurn(book: Book, command: UnderTurn): RefusalCode | undefined {
	const head = runningTurn(book, command);
	if (head?.runner === undefined) return "not-your-turn";
	const { attempts, spoke } = head;
	book.state.turns = [turnWith(head, { attempts, spoke, runner: undefined }), ...book.state.turns.slice(1)];
	setTimer(book, "turn", 0, head.id);
	return undefined;
}

export function finishTurn(book: Book, command: UnderTurn): RefusalCode | undefined {
	if (runningTurn(book, command) === undefined) return "not-your-turn";
	dropTurn(book);
	return undefined;
}
