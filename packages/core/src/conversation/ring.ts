import { type Epoch, holderOf, type OfferId, offerOf } from "../control/control.js";
import type { ControlEvent } from "../control/event.js";
import { type Book, cancelTimer, setTimer } from "./book.js";
import type { RefusalCode } from "./change.js";
import type { CommandOf } from "./command.js";
import { endSession, move } from "./move.js";
import { placeIn } from "./queue/view.js";

/**
 * So late rings a timer after an outage or a jump of the clock: whom it takes something from could do nothing
 * meanwhile, and has the whole time once more.
 */
const outageMs = 30_000;

/** A timer fired. It names what it was set for; what no longer stands is called off. */
export function ring(book: Book, { timer, about, lateMs = 0 }: CommandOf<"ring">): RefusalCode | undefined {
	const isOutage = lateMs > outageMs;
	switch (timer) {
		case "offer-retry":
			return tell(book, timer, { type: "retried", offer: about as OfferId, line: lineOf(book) });
		case "offer-expiry":
			return ringExpiry(book, about, isOutage);
		case "idle":
			return ringIdle(book, about, isOutage);
		case "session":
			return ringSession(book, about);
		case "turn":
			// Whoever can run the bot answers this one with beginTurn.
			return undefined;
	}
}

/** Where the user stands in line now. */
function lineOf({ env, state }: Book): Extract<ControlEvent, { type: "retried" }>["line"] {
	const offer = offerOf(state.control);
	if (env.queue === undefined || offer === undefined) return undefined;
	return { at: env.at, place: placeIn(env.queue, state.key, offer) };
}

/** Of each name there is one timer: whatever stands now, of this kind, has set it again for itself. */
function tell(book: Book, timer: CommandOf<"ring">["timer"], event: ControlEvent): RefusalCode | undefined {
	if (move(book, event) === undefined) return undefined;
	const { control } = book.state;
	const stands = timer === "idle" ? holderOf(control) : offerOf(control);
	if (stands === undefined) cancelTimer(book, timer);
	return undefined;
}

function ringExpiry(book: Book, about: string, isOutage: boolean): RefusalCode | undefined {
	if (!isOutage || offerOf(book.state.control)?.id !== about)
		return tell(book, "offer-expiry", { type: "expired", offer: about as OfferId });
	const { expiryMs = book.env.policy.offerExpiryMs } = offerOf(book.state.control) ?? {};
	setTimer(book, "offer-expiry", expiryMs, about);
	return undefined;
}

function ringIdle(book: Book, about: string, isOutage: boolean): RefusalCode | undefined {
	const { state, env } = book;
	const { reminded } = state.attention;
	const { remindAfterMs, releaseAfterMs } = env.policy;
	// A clock that was set back does not lengthen anybody's time by as much.
	if (state.attention.at > env.at) state.attention = { at: env.at, reminded };
	const limit = reminded ? remindAfterMs + releaseAfterMs : remindAfterMs;
	const left = isOutage && reminded ? releaseAfterMs : state.attention.at + limit - env.at;
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
	const { sessionSilenceMs } = env.policy;
	const left = Math.min(state.session.last + sessionSilenceMs - env.at, sessionSilenceMs);
	if (left > 0 || state.control.phase !== "bot") {
		setTimer(book, "session", left > 0 ? left : sessionSilenceMs, about);
		return undefined;
	}
	endSession(book, "silence");
	return undefined;
}
