import { type Epoch, holderOf, type OfferId, offerOf } from "../control/control.js";
import type { ControlEvent } from "../control/event.js";
import { type Book, cancelTimer, setTimer } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { CommandOf } from "./command.js";
import { endSession, move } from "./move.js";

/** A timer fired. It names what it was set for; what no longer stands is called off. */
export function ring(book: Book, { timer, about }: CommandOf<"ring">): RefusalCode | undefined {
	switch (timer) {
		case "offer-retry":
			return tell(book, timer, { type: "retried", offer: about as OfferId });
		case "offer-expiry":
			return tell(book, timer, { type: "expired", offer: about as OfferId });
		case "idle":
			return ringIdle(book, about);
		case "session":
			return ringSession(book, about);
		case "turn":
			// Whoever can run the bot answers this one with beginTurn.
			return undefined;
	}
}

/** Of each name there is one timer: whatever stands now, of this kind, has set it again for itself. */
function tell(book: Book, timer: CommandOf<"ring">["timer"], event: ControlEvent): RefusalCode | undefined {
	if (move(book, event) === undefined) return undefined;
	const { control } = book.state;
	const stands = timer === "idle" ? holderOf(control) : offerOf(control);
	if (stands === undefined) cancelTimer(book, timer);
	return undefined;
}

function ringIdle(book: Book, about: string): RefusalCode | undefined {
	const { state, env } = book;
	const { at, reminded } = state.attention;
	const limit = reminded ? env.policy.remindAfterMs + env.policy.releaseAfterMs : env.policy.remindAfterMs;
	const left = at + limit - env.at;
	if (Number(about) === state.control.epoch && left > 0) {
		setTimer(book, "idle", left, about);
		return undefined;
	}
	const epoch = Number(about) as Epoch;
	return tell(book, "idle", { type: "idle", epoch, stage: reminded ? "release" : "remind" });
}

function ringSession(book: Book, about: string): RefusalCode | undefined {
	const { state, env } = book;
	if (!state.session.open) {
		cancelTimer(book, "session");
		return undefined;
	}
	if (String(state.session.number) !== about) return undefined;
	const left = state.session.last + env.policy.sessionSilenceMs - env.at;
	if (left > 0 || state.control.phase !== "bot") {
		setTimer(book, "session", left > 0 ? left : env.policy.sessionSilenceMs, about);
		return undefined;
	}
	endSession(book, "silence");
	return undefined;
}
