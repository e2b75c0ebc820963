import type { Standing } from "./standing.js";

/** What a person at the desk may do to the conversation on screen. */
export type ActionName =
	| "take"
	| "decline"
	| "release"
	| "handOver"
	| "withdraw"
	| "close"
	| "say"
	| "note"
	| "watch"
	| "unwatch"
	| "askRating";

interface Circumstances {
	readonly standing: Standing;
	readonly isWatched: boolean;
	readonly isOpen: boolean;
	/** Whether the user was asked to rate this session already. */
	readonly isRated: boolean;
	/** Whether there is a connection, and this person may do more than look. */
	readonly mayAct: boolean;
	/** Whether this person may take from whoever else holds control. */
	readonly mayTakeOver: boolean;
	/** Whether this person may act for the colleague who holds control. */
	readonly actsForOthers: boolean;
	/** Whether there is anybody else that control could be handed to. */
	readonly hasOthers: boolean;
}

/** The actions that make sense now. The bridge has the last word: it may still refuse. */
export function availableActions(circumstances: Circumstances): ReadonlySet<ActionName> {
	if (!circumstances.mayAct) return new Set();
	const moves = possible(circumstances);
	return new Set(circumstances.isRated ? moves : [...moves, "askRating"]);
}

function possible({
	standing,
	isWatched,
	isOpen,
	hasOthers,
	mayTakeOver,
	actsForOthers,
}: Circumstances): readonly ActionName[] {
	const look: readonly ActionName[] = ["note", isWatched ? "unwatch" : "watch"];
	switch (standing.type) {
		case "mine":
			return ["say", "release", "close", "note", ...passOn(standing.isPassing, hasOthers)];
		case "waiting":
			return standing.offerId === undefined || standing.isLeft === true
				? ["take", ...look]
				: ["take", "decline", ...look];
		case "others":
			return [
				...(mayTakeOver ? (["take"] as const) : []),
				...look,
				...(actsForOthers ? inTheirPlace(standing.isPassing, hasOthers) : []),
			];
		case "bot":
			return isOpen ? ["take", "close", ...look] : ["take", ...look];
	}
}

/** What a supervisor does for the colleague who holds control. */
function inTheirPlace(isPassing: boolean, hasOthers: boolean): readonly ActionName[] {
	return ["release", "close", ...passOn(isPassing, hasOthers)];
}

function passOn(isPassing: boolean, hasOthers: boolean): readonly ActionName[] {
	if (isPassing) return ["withdraw"];
	return hasOthers ? ["handOver"] : [];
}
