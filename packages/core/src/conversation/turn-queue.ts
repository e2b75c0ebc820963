import { type Book, cancelTimer, setTimer } from "./book.js";
import type { UnderTurn } from "./command.js";
import type { Turn, TurnToken } from "./conversation.js";
import { turnWith } from "./copies.js";
import type { Entry } from "./entry.js";
import type { ProcessId } from "./participants.js";

/** Makes a turn due; takes it at once where it is the only one and the runner is at hand. */
export function addTurn(
	book: Book,
	entry: Entry,
	kind: Turn["kind"],
	runner?: { origin: ProcessId; token: TurnToken | undefined },
): void {
	const { state } = book;
	const first = state.turns.length === 0;
	const turn: Turn = {
		id: entry.id,
		kind,
		position: entry.position,
		origin: runner?.origin,
		attempts: 0,
		spoke: false,
		runner: undefined,
	};
	const token = first ? runner?.token : undefined;
	const due = token === undefined ? turn : run(book, turn, runner?.origin as ProcessId, token);
	state.turns = first ? [due] : [...state.turns, due];
	book.turn = { id: entry.id, token };
	if (first) setTimer(book, "turn", runner === undefined ? 0 : book.env.policy.turnLeaseMs, turn.id);
}

export function run(book: Book, turn: Turn, process: ProcessId, token: TurnToken): Turn {
	const { at, policy } = book.env;
	const until = at + policy.turnLeaseMs;
	const runner = { process, token, epoch: book.state.control.epoch, until };
	return turnWith(turn, { attempts: turn.attempts + 1, spoke: turn.spoke, runner });
}

/** The turn in whose name something is done, if it still runs under that token. */
export function runningTurn(book: Book, { turn, token }: UnderTurn): Turn | undefined {
	const head = book.state.turns[0];
	return head?.id === turn && head.runner?.token === token ? head : undefined;
}

/** Takes the first turn out; the one behind it is due now. */
export function dropTurn(book: Book): void {
	const { state } = book;
	state.turns = state.turns.length === 1 ? noTurns : state.turns.slice(1);
	const following = state.turns[0];
	if (following === undefined) {
		cancelTimer(book, "turn");
		return;
	}
	const afterMs = following.origin === undefined ? 0 : book.env.policy.turnLeaseMs;
	setTimer(book, "turn", afterMs, following.id);
	book.turn = { id: following.id, token: undefined };
}

const noTurns: readonly Turn[] = [];
