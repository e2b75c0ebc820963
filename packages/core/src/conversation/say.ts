import type { EntryId } from "../control/control.js";
import { added, audience, type Book, enqueue, write } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { CommandOf, UnderTurn, Utterance } from "./command.js";
import { continued, turnWith } from "./copies.js";
import type { DraftReason } from "./entry.js";
import { label } from "./label.js";
import { keepDraft, notify } from "./move.js";
import { representativeOfBot } from "./speakers.js";
import { runningTurn } from "./turn-queue.js";

/** The bot speaks: what it may not say now becomes a draft. */
export function say(book: Book, command: CommandOf<"say">): RefusalCode | undefined {
	if (command.utterances.length === 0) return "nothing-to-say";
	const why = whyHeld(book, command);
	for (const utterance of command.utterances) sayOne(book, command, utterance, why);
	if (command.under !== undefined) markSpoken(book, command.under);
	if (book.state.session.open) book.state.session = continued(book.state.session, book.env.at);
	return undefined;
}

function sayOne(
	book: Book,
	{ under }: CommandOf<"say">,
	utterance: Utterance,
	why: DraftReason | undefined,
): void {
	const { env, state } = book;
	const held = utterance.hold ?? why;
	const answers = under?.turn;
	if (held !== undefined) {
		if (utterance.passing === true) return;
		const { activity, confidence, intent, runnerUp } = utterance;
		const body = { type: "draft", activity, why: held, answers, confidence, intent, runnerUp } as const;
		const draft = write(book, body, audience(state));
		keepDraft(book, draft.id);
		book.drafts += 1;
		return;
	}
	const representative = representativeOfBot(env.bots.get(state.bot));
	const activity = label(utterance.activity, representative);
	const entry =
		utterance.passing === true
			? undefined
			: write(book, { type: "botSaid", activity, representative, answers }, audience(state)).id;
	if (utterance.inline === true) inline(book, entry);
	else enqueue(book, { kind: "send", activity, by: "bot", app: undefined, turn: answers, entry });
}

/** The host sends it inside the request that it answers: there is nothing for the lane to do. */
function inline(book: Book, entry: EntryId | undefined): void {
	if (entry !== undefined) book.deliveries = added(book.deliveries, { entry, state: "sent" });
}

/** The fence. A reply computed before control moved, or after its turn ended, is not sent. */
function whyHeld(book: Book, { under, rule, mode }: CommandOf<"say">): DraftReason | undefined {
	const { state, env } = book;
	const botHolds = state.control.phase === "bot" || state.control.phase === "offered";
	if (under === undefined) {
		if (!botHolds && env.policy.proactive === "draft") return "proactive";
		return (state.mode ?? mode) === "draft-only" ? "draft-only" : undefined;
	}
	const turn = runningTurn(book, under);
	if (turn === undefined) return "turn-ended";
	if (rule === true) return botHolds || env.policy.postbacks !== "forward" ? undefined : "control-moved";
	if (!botHolds || turn.runner?.epoch !== state.control.epoch) return "control-moved";
	return (state.mode ?? mode) === "draft-only" ? "draft-only" : undefined;
}

/** A turn that has said something is never run again. */
export function markSpoken(book: Book, under: UnderTurn): void {
	const head = runningTurn(book, under);
	if (head === undefined || head.spoke) return;
	const spoken = turnWith(head, { attempts: head.attempts, spoke: true, runner: head.runner });
	const { turns } = book.state;
	book.state.turns = turns.length === 1 ? [spoken] : [spoken, ...turns.slice(1)];
	book.changed = true;
}

/** An update or a deletion of what the bot said, under the same fence as saying it. */
export function amend(book: Book, command: CommandOf<"edit" | "delete">): RefusalCode | undefined {
	const { env, state } = book;
	const named = env.named?.entry;
	if (named === undefined) return "unknown-entry";
	// A draft was never sent: there is nothing to change, here or on the channel.
	if (named.type !== "botSaid") return "bad-target";
	const opening = { bot: state.bot, user: state.user, reference: state.reference };
	if (whyHeld(book, { type: "say", opening, under: command.under, utterances: [] }) !== undefined) {
		return command.under !== undefined && runningTurn(book, command.under) === undefined
			? "not-your-turn"
			: "not-in-control";
	}
	if (command.type === "delete") {
		write(book, { type: "deleted", entry: named.id }, audience(state));
		enqueue(book, {
			kind: "delete",
			activity: named.activity,
			by: "bot",
			app: undefined,
			turn: undefined,
			entry: named.id,
		});
		return undefined;
	}
	const activity = label(command.activity, named.representative);
	write(book, { type: "edited", entry: named.id, activity }, audience(state));
	enqueue(book, { kind: "update", activity, by: "bot", app: undefined, turn: undefined, entry: named.id });
	return undefined;
}

/** A system line that a turn gives instead of an answer. */
export function notifyUser(book: Book, { notice, under }: CommandOf<"notify">): RefusalCode | undefined {
	if (runningTurn(book, under) === undefined) return "not-your-turn";
	notify(book, notice);
	markSpoken(book, under);
	return undefined;
}
