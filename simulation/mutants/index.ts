import type { PromiseNumber } from "../promises/court.js";
import type { Composition } from "../world/world.js";
import { withLastFirst, withoutFailingToPerson, withoutTurnTimer, withSecondSends } from "./delivery.js";
import { withoutFence } from "./fence.js";
import { withLabelFromPayload } from "./label-origin.js";
import { withoutMailboxAcknowledgment } from "./mailbox-acknowledgment.js";
import { withoutOwner } from "./owner.js";
import { withoutRepeatCheck } from "./repeat-check.js";
import {
	withLateClicks,
	withManyVoices,
	withoutHonesty,
	withoutIdleTimer,
	withoutJoined,
	withoutLeft,
	withoutOfferTimers,
	withStaleHands,
} from "./table.js";

/** A shipped composition with one part broken, and the promises of which one must be found broken. */
export interface Mutant {
	readonly name: string;
	readonly composition: Composition;
	readonly breaks: readonly PromiseNumber[];
	/** What makes it show soon. */
	readonly goal?: string | undefined;
}

export const mutants: readonly Mutant[] = [
	{ name: "without the fence", composition: withoutFence, breaks: [1, 8] },
	{ name: "without the repeat check", composition: withoutRepeatCheck, breaks: [4] },
	{ name: "without the mailbox acknowledgment", composition: withoutMailboxAcknowledgment, breaks: [3] },
	{
		name: "with labels taken from the payload",
		composition: withLabelFromPayload,
		breaks: [1, 2],
		goal: "a false label",
	},
	{ name: "without joined", composition: withoutJoined, breaks: [1, 2] },
	{ name: "without left", composition: withoutLeft, breaks: [1, 2] },
	{ name: "with stale hands", composition: withStaleHands, breaks: [8], goal: "a stale hand" },
	{ name: "with many voices", composition: withManyVoices, breaks: [1, 2, 8], goal: "many voices" },
	{ name: "with late clicks", composition: withLateClicks, breaks: [8], goal: "a late click" },
	{
		name: "without an owner of conversations",
		composition: withoutOwner,
		breaks: [7],
		goal: "a leak",
	},
	{ name: "without the timers of an offer", composition: withoutOfferTimers, breaks: [6] },
	{ name: "without the timer of an idle human", composition: withoutIdleTimer, breaks: [6] },
	{ name: "without telling the user that nobody comes", composition: withoutHonesty, breaks: [6] },
	{ name: "with the last sent first", composition: withLastFirst, breaks: [1, 2, 3, 4, 5] },
	{ name: "with second sends after a crash", composition: withSecondSends, breaks: [2, 4], goal: "crash" },
	{ name: "without the timer of a turn", composition: withoutTurnTimer, breaks: [3], goal: "crash" },
	{ name: "without failing to a person", composition: withoutFailingToPerson, breaks: [9], goal: "bot" },
];
