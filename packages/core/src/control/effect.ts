import type { AppId, Control, Holder, Offer } from "./control.js";
import type { Human } from "./representative.js";

/** What the user is told in a system line. */
export type NoticeName =
	| "pleaseWait"
	| "stillWaiting"
	| "nobodyFree"
	| "writeMessage"
	| "messageLeft"
	| "inLine"
	| "requestCancelled"
	| "humanGone"
	| "humanIdle"
	| "invalidButton"
	| "clarify"
	| "noneOfThese"
	| "rating"
	| "ratingThanks";

/** How an offer ended. */
export type OfferEnd =
	| "confirmed"
	| "declined"
	| "expired"
	| "cancelled"
	| "withdrawn"
	| "tookOver"
	| "released"
	| "lost"
	| "closed";

export type TimerName = "offer-retry" | "offer-expiry" | "idle" | "turn" | "session";

/** How long a user waited for a human, and at which place in line they began. */
export interface Waited {
	/** Milliseconds. */
	readonly ms: number;
	readonly place: number;
}

/** What follows from a move, as data: committed together with the new control. */
export type Effect =
	| { readonly type: "ask"; readonly offer: Offer; readonly again: boolean }
	| {
			readonly type: "endOffer";
			readonly offer: Offer;
			readonly how: OfferEnd;
			readonly apps: readonly AppId[];
			/** Who declined, and why. */
			readonly by?: AppId | undefined;
			readonly why?: string | undefined;
	  }
	/** Nobody came: what the user writes next is for those who should have come. */
	| { readonly type: "keepRequest"; readonly offer: Offer }
	| {
			readonly type: "grant";
			readonly holder: Holder;
			readonly from: number | undefined;
			/** How long the user waited for it, in milliseconds, and from which place in line, where they did. */
			readonly waited: Waited | undefined;
			readonly how: "confirmed" | "tookOver";
	  }
	| { readonly type: "revoke"; readonly holder: Holder; readonly why: string }
	| { readonly type: "confirmAgain"; readonly holder: Holder }
	| { readonly type: "joined"; readonly holder: Holder; readonly human: Human }
	| { readonly type: "left"; readonly holder: Holder; readonly human: Human }
	| { readonly type: "notice"; readonly notice: NoticeName }
	| {
			readonly type: "status";
			readonly state: "accepted" | "failed" | "completed";
			readonly message: string | undefined;
	  }
	| { readonly type: "withdrawSpeech" }
	| { readonly type: "remind"; readonly holder: Holder }
	| { readonly type: "startOfferTimers"; readonly offer: Offer }
	| { readonly type: "startIdleTimer"; readonly stage: "remind" | "release" }
	| { readonly type: "cancelTimer"; readonly timer: TimerName }
	| { readonly type: "endSession"; readonly why: string };

/** Why a move was refused. Codes are stable; `docs/control-protocol.md` explains each. */
export type RefusalCode =
	| "illegal-move"
	| "offer-gone"
	| "not-in-control"
	| "not-offered"
	| "stale-epoch"
	| "no-request"
	| "colleague-in-control"
	| "nothing-to-withdraw";

export interface Refusal {
	readonly refused: RefusalCode;
}

/** The new control and what follows, or why not. */
export type Move = readonly [Control, ...Effect[]] | Refusal;

export function isRefusal(move: Move): move is Refusal {
	return "refused" in move;
}
