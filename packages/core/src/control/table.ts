import {
	type Control,
	type ControlIn,
	type Epoch,
	type Holder,
	isSameHolder,
	type Offer,
	offerOf,
	type Phase,
} from "./control.js";
import type { Effect, Move, Refusal, RefusalCode, Waited } from "./effect.js";
import type { ControlEvent, ControlEventType, EventOf } from "./event.js";
import type { Human } from "./representative.js";

type HeldControl = ControlIn<"held" | "passing">;

/** One cell: where the move may lead, what it means for people, and the move itself. */
export interface Rule<P extends Phase, E extends ControlEventType> {
	readonly to: readonly Phase[];
	readonly means: string;
	readonly move: (control: ControlIn<P>, event: EventOf<E>) => Move;
}

/** An empty cell is an illegal move. */
export type ControlTable = {
	readonly [P in Phase]: { readonly [E in ControlEventType]?: Rule<P, E> };
};

const refuse = (refused: RefusalCode): Refusal => ({ refused });
const next = (epoch: Epoch): Epoch => (epoch + 1) as Epoch;

function leave(control: HeldControl): readonly Effect[] {
	return control.human === undefined ? [] : [{ type: "left", holder: control.holder, human: control.human }];
}

type OfferEnding = Extract<Effect, { type: "endOffer" }>;

function closeOffer(
	control: Control,
	how: OfferEnding["how"],
	{ by, why }: Pick<OfferEnding, "by" | "why"> = {},
): readonly Effect[] {
	const offer = offerOf(control);
	if (offer === undefined) return [];
	return [
		{ type: "cancelTimer", timer: "offer-retry" },
		{ type: "cancelTimer", timer: "offer-expiry" },
		{ type: "endOffer", offer, how, apps: offer.to, by, why },
	];
}

function open(offer: Offer): readonly Effect[] {
	return [
		{ type: "ask", offer, again: false },
		{ type: "startOfferTimers", offer },
	];
}

/** A user who only goes on writing is not told the same after every word. */
const tellAgainMs = 60_000;

function askAgain(control: ControlIn<"offered">, { offer: now }: EventOf<"requested">): Move {
	const { reason, since } = now;
	const isTold = reason.type === "asked" || since - control.offer.told >= tellAgainMs;
	const offer = {
		...control.offer,
		reason,
		...(isTold ? toldNow(control.offer, since, now.place?.told) : {}),
	};
	return [
		{ ...control, offer },
		{ type: "ask", offer, again: true },
		...(isTold ? [{ type: "notice", notice: "stillWaiting" } as const] : []),
	];
}

function toldNow(
	{ place: before }: Offer,
	at: number,
	place: number | undefined,
): Pick<Offer, "told" | "place"> {
	return place === undefined
		? { told: at }
		: { told: at, place: { first: before?.first ?? place, told: place } };
}

/** So many places nearer, or half as far, is news to whoever waits. */
const placesNearer = 5;

function isNews({ place, told }: Offer, line: EventOf<"retried">["line"]): boolean {
	if (line === undefined || place === undefined || line.at - told < tellAgainMs) return false;
	return line.place <= place.told / 2 || line.place <= place.told - placesNearer;
}

/** The bot, or an app, loses control to `holder`. */
function take(
	control: Control,
	{ at, holder, human }: { at: number; holder: Holder; human: Human | undefined },
	how: "confirmed" | "tookOver",
): Move {
	const offer = offerOf(control);
	const former = control.phase === "held" || control.phase === "passing" ? control : undefined;
	return [
		{ phase: "held", epoch: next(control.epoch), holder, human, since: at },
		...closeOffer(control, how),
		{ type: "withdrawSpeech" },
		...(former === undefined ? [] : leave(former)),
		...(former === undefined ? [] : [{ type: "revoke", holder: former.holder, why: how } as const]),
		{
			type: "grant",
			holder,
			from: offer?.from,
			waited: former ? undefined : waitedFor(offer, at),
			how,
		},
		...(human === undefined ? [] : [{ type: "joined", holder, human } as const]),
		...(former === undefined ? [{ type: "status", state: "accepted", message: holder.app } as const] : []),
		{ type: "startIdleTimer", stage: "remind" },
	];
}

function waitedFor(offer: Offer | undefined, at: number): Waited | undefined {
	return offer && { ms: at - offer.since, place: offer.place?.first ?? 1 };
}

/** Control returns to the bot. */
function giveBack(control: HeldControl, why: string, ...more: readonly Effect[]): Move {
	return [
		{ phase: "bot", epoch: next(control.epoch) },
		...closeOffer(control, why === "lost" || why === "closed" ? why : "released"),
		...leave(control),
		{ type: "cancelTimer", timer: "idle" },
		{ type: "revoke", holder: control.holder, why },
		...more,
		{ type: "status", state: "completed", message: why },
	];
}

/** Whoever takes what they hold says that they are there. */
function takeFromHolder(control: HeldControl, event: EventOf<"tookOver">): Move {
	if (isSameHolder(control.holder, event.holder)) {
		return [
			control,
			{ type: "confirmAgain", holder: control.holder },
			{ type: "startIdleTimer", stage: "remind" },
		];
	}
	return take(control, event, "tookOver");
}

/** Nobody who was asked can come: the user and the bot are told honestly. */
function nobodyCame(
	control: ControlIn<"offered">,
	how: "declined" | "expired",
	ending?: Pick<OfferEnding, "by" | "why">,
): Move {
	return [
		{ phase: "bot", epoch: control.epoch },
		...closeOffer(control, how, ending),
		{ type: "keepRequest", offer: control.offer },
		{ type: "notice", notice: "nobodyFree" },
		{ type: "status", state: "failed", message: how },
	];
}

function keepHolding({ epoch, holder, human, since }: HeldControl): ControlIn<"held"> {
	return { phase: "held", epoch, holder, human, since };
}

function speak(control: HeldControl, event: EventOf<"said">): Move {
	if (control.holder.app !== event.by.app) return refuse("not-in-control");
	if (control.epoch !== event.epoch) return refuse("stale-epoch");
	if (!isSameHolder(control.holder, event.by)) return refuse("colleague-in-control");
	if (event.human === undefined || control.human?.id === event.human.id) return [control];
	return [
		{ ...control, human: event.human },
		...leave(control),
		{ type: "joined", holder: control.holder, human: event.human },
	];
}

/** Only the holder, under its own epoch. */
function holderOnly(
	control: HeldControl,
	{ by, epoch }: { by: Holder | undefined; epoch: Epoch | undefined },
): Refusal | undefined {
	if (by === undefined || control.holder.app !== by.app) return refuse("not-in-control");
	if (control.epoch !== epoch) return refuse("stale-epoch");
	return isSameHolder(control.holder, by) ? undefined : refuse("colleague-in-control");
}

/** While the bot holds control anybody may close, but not what they no longer know. */
function ifCurrent(control: Control, { epoch }: EventOf<"closed">): Refusal | undefined {
	return epoch === undefined || epoch === control.epoch ? undefined : refuse("stale-epoch");
}

/** A holder that confirms its own offer: nothing changes hands. */
function keepForItself(control: ControlIn<"passing">): Move {
	return [
		keepHolding(control),
		...closeOffer(control, "confirmed"),
		{ type: "confirmAgain", holder: control.holder },
	];
}

/** The one who was meant cannot: everybody else of their desk is asked. */
function askEverybodyThere(control: ControlIn<"offered" | "passing">): Move {
	const { person: _, ...offer } = control.offer;
	return [
		{ ...control, offer },
		{ type: "ask", offer, again: true },
	];
}

function decline(control: ControlIn<"offered" | "passing">, event: EventOf<"declined">): Move {
	if (control.offer.id !== event.offer) return refuse("offer-gone");
	if (!control.offer.to.includes(event.app)) return refuse("not-offered");
	const { app: by, why } = event;
	const { person } = control.offer;
	if (person !== undefined && event.person !== undefined)
		return person === event.person ? askEverybodyThere(control) : refuse("not-offered");
	const rest = control.offer.to.filter((app) => app !== by);
	if (rest.length > 0) {
		return [
			{ ...control, offer: { ...control.offer, to: rest } },
			{ type: "endOffer", offer: control.offer, how: "declined", apps: [by], by, why },
		];
	}
	if (control.phase === "offered") return nobodyCame(control, "declined", { by, why });
	return [keepHolding(control), ...closeOffer(control, "declined", { by, why })];
}

function confirm(control: ControlIn<"offered" | "passing">, event: EventOf<"confirmed">): Move {
	if (control.offer.id !== event.offer) return refuse("offer-gone");
	if (!control.offer.to.includes(event.holder.app)) return refuse("not-offered");
	if (control.offer.person !== undefined && control.offer.person !== event.human?.id)
		return refuse("not-offered");
	if (control.phase === "passing" && isSameHolder(control.holder, event.holder))
		return keepForItself(control);
	return take(control, event, "confirmed");
}

function retry(control: ControlIn<"offered" | "passing">, event: EventOf<"retried">): Move {
	if (control.offer.id !== event.offer) return refuse("offer-gone");
	if (control.offer.person !== undefined) return askEverybodyThere(control);
	const { line } = event;
	if (control.phase === "passing" || line === undefined || !isNews(control.offer, line))
		return [control, { type: "ask", offer: control.offer, again: true }];
	const offer = { ...control.offer, ...toldNow(control.offer, line.at, line.place) };
	return [
		{ ...control, offer },
		{ type: "ask", offer, again: true },
		{ type: "notice", notice: "inLine" },
	];
}

function release(control: HeldControl, event: EventOf<"released">): Move {
	return holderOnly(control, event) ?? giveBack(control, event.why ?? "released");
}

function idle(control: HeldControl, event: EventOf<"idle">): Move {
	if (control.epoch !== event.epoch) return refuse("stale-epoch");
	if (event.stage === "release") return giveBack(control, "idle", { type: "notice", notice: "humanIdle" });
	return [control, { type: "remind", holder: control.holder }, { type: "startIdleTimer", stage: "release" }];
}

function lose(control: HeldControl, event: EventOf<"lost">): Move {
	if (control.holder.app !== event.app) return refuse("not-in-control");
	if (control.epoch !== event.epoch) return refuse("stale-epoch");
	const standing = offerOf(control);
	// What was offered within the desk that is gone asks nobody any more.
	const stands = standing?.to.some((app) => app !== event.app) === true;
	const offer = stands ? standing : event.offer;
	if (offer === undefined) return giveBack(control, "lost", { type: "notice", notice: "humanGone" });
	return [
		{ phase: "offered", epoch: next(control.epoch), offer },
		...(stands ? [] : closeOffer(control, "lost")),
		...leave(control),
		{ type: "cancelTimer", timer: "idle" },
		{ type: "revoke", holder: control.holder, why: "lost" },
		...(stands ? [] : open(offer)),
		{ type: "notice", notice: "humanGone" },
		{ type: "status", state: "completed", message: "lost" },
	];
}

function closeHeld(control: HeldControl, event: EventOf<"closed">): Move {
	const why = event.why ?? "closed";
	return holderOnly(control, event) ?? giveBack(control, "closed", { type: "endSession", why });
}

const alreadyThere = {
	means: "Nothing: a human is there already.",
	move: (control: HeldControl): Move => [control],
} as const;

const takenFromHolder = {
	means:
		"By another app, or a colleague where control is personal: epoch + 1, `left`, the former holder is told. By the holder itself: confirmed again; the idle timer starts anew.",
	move: takeFromHolder,
} as const;

/** What each event does in each phase. `decide` is the only caller. */
export const controlTable: ControlTable = {
	bot: {
		requested: {
			to: ["offered", "bot"],
			means:
				"The apps are offered control and the user is asked to wait. Where nobody can be asked, the user and the bot are told at once, and what the user writes next is a message for the team.",
			move: (control, { offer }) =>
				offer.to.length === 0
					? [
							control,
							{ type: "keepRequest", offer },
							{ type: "notice", notice: "nobodyFree" },
							{ type: "status", state: "failed", message: "nobody-can-be-asked" },
						]
					: [
							{ phase: "offered", epoch: control.epoch, offer },
							...open(offer),
							{ type: "notice", notice: "pleaseWait" },
						],
		},
		tookOver: {
			to: ["held"],
			means:
				"Epoch + 1. What the bot has not begun to send becomes a draft; the bot is told `accepted`; the idle timer starts.",
			move: (control, event) => take(control, event, "tookOver"),
		},
		closed: {
			to: ["bot"],
			means: "The session ends, unless whoever closes it believes in another epoch.",
			move: (control, event) =>
				ifCurrent(control, event) ?? [control, { type: "endSession", why: event.why ?? "closed" }],
		},
	},
	offered: {
		requested: {
			to: ["offered"],
			means:
				"The newest reason and drafts go to those who were asked. The user is told again how it stands: at once if they ask for a person again, else once a minute.",
			move: askAgain,
		},
		cancelled: {
			to: ["bot"],
			means: "The user no longer wants a person: the offer is withdrawn.",
			move: (control) => [
				{ phase: "bot", epoch: control.epoch },
				...closeOffer(control, "cancelled"),
				{ type: "notice", notice: "requestCancelled" },
			],
		},
		tookOver: {
			to: ["held"],
			means: "As from `bot`; the offer is withdrawn from everybody else.",
			move: (control, event) => take(control, event, "tookOver"),
		},
		confirmed: {
			to: ["held"],
			means:
				"If the offer stands and the app was asked, and the person where one was asked first: as `tookOver`, and the app is given the transcript since the request.",
			move: confirm,
		},
		declined: {
			to: ["offered", "bot"],
			means:
				"One of several: the others stay asked. The person who was asked first: everybody of their app is. The last: the user is told honestly and the bot is told `failed`.",
			move: decline,
		},
		retried: {
			to: ["offered"],
			means:
				"The same offer is made again, to everybody of the app if one person was asked first. Where the user has moved up in line they are told, at most once a minute.",
			move: retry,
		},
		expired: {
			to: ["bot"],
			means: "The offer is withdrawn, the user is told honestly, the bot is told `failed`.",
			move: (control, { offer }) =>
				control.offer.id === offer ? nobodyCame(control, "expired") : refuse("offer-gone"),
		},
		closed: {
			to: ["bot"],
			means: "As in `bot`; the offer is withdrawn.",
			move: (control, event) =>
				ifCurrent(control, event) ?? [
					{ phase: "bot", epoch: control.epoch },
					...closeOffer(control, "closed"),
					{ type: "endSession", why: event.why ?? "closed" },
				],
		},
	},
	held: {
		requested: { to: ["held"], ...alreadyThere },
		tookOver: { to: ["held"], ...takenFromHolder },
		handedOver: {
			to: ["passing"],
			means: "The holder keeps control while another app, or one person first, is asked.",
			move: (control, event) =>
				holderOnly(control, event) ??
				(event.offer.to.length === 0
					? refuse("not-offered")
					: [{ ...control, phase: "passing", offer: event.offer }, ...open(event.offer)]),
		},
		said: {
			to: ["held"],
			means:
				"By the holder under its epoch: the words are sent. If this human has not joined: `left` for the one before, if any, and `joined` come first.",
			move: speak,
		},
		released: {
			to: ["bot"],
			means:
				"By the holder under its epoch: epoch + 1, `left`, and the bot is told `completed` with what was said meanwhile.",
			move: release,
		},
		idle: {
			to: ["held", "bot"],
			means: "The human is reminded; later control returns to the bot as if released, and the user is told.",
			move: idle,
		},
		lost: {
			to: ["offered", "bot"],
			means:
				"The holder's lease ran out: epoch + 1, `left`, the user is told; others are asked, or control returns to the bot.",
			move: lose,
		},
		closed: { to: ["bot"], means: "As released; the session ends.", move: closeHeld },
	},
	passing: {
		requested: { to: ["passing"], ...alreadyThere },
		tookOver: { to: ["held", "passing"], ...takenFromHolder },
		confirmed: {
			to: ["held"],
			means: "As in `offered`: epoch + 1, `left`, the former holder is told.",
			move: confirm,
		},
		declined: {
			to: ["passing", "held"],
			means:
				"One of several: the others stay asked. The person who was asked first: everybody of their app is. The last: the holder keeps control and is told.",
			move: decline,
		},
		retried: { to: ["passing"], means: "The same offer is made again, as in `offered`.", move: retry },
		expired: {
			to: ["held"],
			means: "The offer is withdrawn; the holder keeps control and is told.",
			move: (control, { offer }) =>
				control.offer.id === offer
					? [keepHolding(control), ...closeOffer(control, "expired")]
					: refuse("offer-gone"),
		},
		withdrawn: {
			to: ["held"],
			means: "The holder takes its offer back.",
			move: (control, event) =>
				holderOnly(control, event) ?? [keepHolding(control), ...closeOffer(control, "withdrawn")],
		},
		said: {
			to: ["passing"],
			means: "As in `held`: the holder speaks until somebody confirms.",
			move: speak,
		},
		released: {
			to: ["bot"],
			means: "As in `held`; the open offer is withdrawn.",
			move: release,
		},
		idle: { to: ["passing", "bot"], means: "As in `held`.", move: idle },
		lost: {
			to: ["offered", "bot"],
			means:
				"Epoch + 1, `left`, the user is told; the open offer stands if it asks anybody else. If not: as in `held`.",
			move: lose,
		},
		closed: { to: ["bot"], means: "As released; the offer is withdrawn; the session ends.", move: closeHeld },
	},
};

/** What an empty cell answers, per event, to whoever has nothing to say here. */
const emptyCell: Partial<Record<ControlEventType, RefusalCode>> = {
	cancelled: "no-request",
	confirmed: "offer-gone",
	declined: "offer-gone",
	retried: "offer-gone",
	expired: "offer-gone",
	said: "not-in-control",
	released: "not-in-control",
	idle: "not-in-control",
	lost: "not-in-control",
	handedOver: "not-in-control",
	withdrawn: "nothing-to-withdraw",
};

function answerEmptyCell(control: Control, event: ControlEvent): Refusal {
	if (control.phase === "passing" && event.type === "handedOver") {
		return holderOnly(control, event) ?? refuse("illegal-move");
	}
	return refuse(emptyCell[event.type] ?? "illegal-move");
}

export type Transition = (control: Control, event: ControlEvent) => Move;

/** Looks the cell up and makes the move. */
export const transition: Transition = (control, event) => {
	// The lookup pairs a phase with its own control and an event type with its own event, which the compiler cannot follow.
	const rules = controlTable[control.phase] as {
		readonly [E in ControlEventType]?: Rule<Phase, ControlEventType>;
	};
	const rule = rules[event.type];
	if (rule === undefined) return answerEmptyCell(control, event);
	return rule.move(control, event);
};
