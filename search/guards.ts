import type { Control, ControlEvent } from "@baton/core";
import type { Effect } from "../packages/core/src/control/effect.js";
import { type Transition, transition } from "../packages/core/src/control/table.js";
import { type Decide, decide } from "../packages/core/src/conversation/decide.js";

/** What is searched: the shipped decisions, or the same with one guard taken away. */
export interface Rules {
	readonly decide: Decide;
	readonly transition: Transition;
	/** Sends one at a time, in commit order. */
	readonly sendsInOrder: boolean;
	/** What a sender who died had begun is not sent again. */
	readonly sendsOnce: boolean;
}

export const shipped: Rules = { decide, transition, sendsInOrder: true, sendsOnce: true };

/** Each guard of the protocol, and the rules without it. */
export const withoutGuard: Readonly<Record<string, Rules>> = {
	fence: { ...shipped, decide: speakAsOfTheTurn },
	joined: { ...shipped, transition: leavingOut("joined") },
	left: { ...shipped, transition: leavingOut("left") },
	"stale-speech": { ...shipped, transition: believing("said") },
	"stale-release": { ...shipped, transition: believing("released") },
	"standing-offer": { ...shipped, transition: takingLateClicks },
	lease: { ...shipped, transition: refusing("lost") },
	"one-sender": { ...shipped, sendsInOrder: false },
	"sent-once": { ...shipped, sendsOnce: false },
};

/** The bot's words are decided as of the beginning of their turn, whoever holds control by now. */
function speakAsOfTheTurn(...[key, conversation, command, env]: Parameters<Decide>): ReturnType<Decide> {
	if (command.type !== "say" || conversation === undefined) return decide(key, conversation, command, env);
	const epoch = conversation.turns[0]?.runner?.epoch ?? conversation.control.epoch;
	const decision = decide(key, { ...conversation, control: { phase: "bot", epoch } }, command, env);
	if (decision.change === undefined) return decision;
	const next = { ...decision.change.next, control: conversation.control };
	return { ...decision, change: { ...decision.change, next } };
}

function leavingOut(type: Effect["type"]): Transition {
	return (control, event) => {
		const move = transition(control, event);
		if ("refused" in move) return move;
		const [next, ...effects] = move;
		return [next, ...effects.filter((effect) => effect.type !== type)];
	};
}

/** Whoever says that they hold control is believed. */
function believing(type: "said" | "released"): Transition {
	return (control, event) => {
		if (event.type !== type || !("holder" in control)) return transition(control, event);
		return transition(control, { ...event, by: control.holder, epoch: control.epoch });
	};
}

/** An offer that is gone is confirmed all the same. */
function takingLateClicks(control: Control, event: ControlEvent): ReturnType<Transition> {
	if (event.type !== "confirmed") return transition(control, event);
	if ("offer" in control && control.offer.id === event.offer) return transition(control, event);
	return transition(control, { type: "tookOver", at: event.at, holder: event.holder, human: event.human });
}

function refusing(type: ControlEvent["type"]): Transition {
	return (control, event) =>
		event.type === type ? { refused: "not-in-control" } : transition(control, event);
}
