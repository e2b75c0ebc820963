import type { PromiseNumber } from "../promises/court.js";
import type { Composition } from "../world/world.js";
import { withLastFirst, withoutFailingToPerson, withoutTurnTimer, withSecondSends } from "./delivery.js";
import { withoutFence } from "./fence.js";
import { withLabelFromPayload } from "./label-origin.js";
import { withoutMailboxAcknowledgment } from "./mailbox-acknowledgment.js";
import {
	withBusyBotDeaf,
	withButtonsDropped,
	withCursorsAtTheEnd,
	withJoinedAsBot,
	withLanesForAll,
	withLastWriterWinning,
	withNotesThatRelease,
	withoutFailuresTold,
	withoutNewEpoch,
	withRepeatsOfItsOwn,
	withTimersOfItsOwn,
} from "./of-peers.js";
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
	/** The seed of an episode that showed it. */
	readonly found: string;
	/** What makes it show soon. */
	readonly goal?: string | undefined;
}

export const mutants: readonly Mutant[] = [
	{ name: "without the fence", composition: withoutFence, found: "1.1", breaks: [1, 8] },
	{ name: "without the repeat check", composition: withoutRepeatCheck, found: "1.2", breaks: [4] },
	{
		name: "without the mailbox acknowledgment",
		composition: withoutMailboxAcknowledgment,
		found: "1.1",
		breaks: [3],
	},
	{
		name: "with labels taken from the payload",
		composition: withLabelFromPayload,
		found: "1.2.a false label",
		breaks: [1, 2],
		goal: "a false label",
	},
	{ name: "without joined", composition: withoutJoined, found: "1.1", breaks: [1, 2] },
	{ name: "without left", composition: withoutLeft, found: "1.1", breaks: [1, 2] },
	{
		name: "with stale hands",
		composition: withStaleHands,
		found: "1.1.a stale hand",
		breaks: [8],
		goal: "a stale hand",
	},
	{
		name: "with many voices",
		composition: withManyVoices,
		found: "1.1.many voices",
		breaks: [1, 2, 8],
		goal: "many voices",
	},
	{
		name: "with late clicks",
		composition: withLateClicks,
		found: "1.2.a late click",
		breaks: [8],
		goal: "a late click",
	},
	{
		name: "without an owner of conversations",
		composition: withoutOwner,
		found: "1.1.a leak",
		breaks: [7],
		goal: "a leak",
	},
	{ name: "without the timers of an offer", composition: withoutOfferTimers, found: "1.3", breaks: [6] },
	{ name: "without the timer of an idle human", composition: withoutIdleTimer, found: "1.2", breaks: [6] },
	{
		name: "without telling the user that nobody comes",
		composition: withoutHonesty,
		found: "1.2",
		breaks: [6],
	},
	{ name: "with the last sent first", composition: withLastFirst, found: "1.2", breaks: [1, 2, 3, 4, 5] },
	{
		name: "with second sends after a crash",
		composition: withSecondSends,
		found: "1.3.crash",
		breaks: [2, 4],
		goal: "crash",
	},
	{
		name: "without the timer of a turn",
		composition: withoutTurnTimer,
		found: "1.5.crash",
		breaks: [3],
		goal: "crash",
	},
	{
		name: "without failing to a person",
		composition: withoutFailingToPerson,
		found: "1.3.bot",
		breaks: [9],
		goal: "bot",
	},
	{ name: "with joined and left as the bot's", composition: withJoinedAsBot, found: "1.1", breaks: [1, 2] },
	{
		name: "with buttons dropped while a human is in",
		composition: withButtonsDropped,
		found: "1.1",
		breaks: [3],
	},
	{ name: "with a busy bot that hears nothing", composition: withBusyBotDeaf, found: "1.2", breaks: [3] },
	{
		name: "with remarks that give control back",
		composition: withNotesThatRelease,
		found: "1.3",
		breaks: [1, 2, 8],
	},
	{ name: "without a new epoch", composition: withoutNewEpoch, found: "1.1", breaks: [1, 2, 8] },
	{ name: "without telling failures", composition: withoutFailuresTold, found: "1.2", breaks: [3] },
	{
		name: "with timers of each process alone",
		composition: withTimersOfItsOwn,
		found: "1.1.crash",
		breaks: [3, 6],
		goal: "crash",
	},
	{
		name: "with the last writer winning",
		composition: withLastWriterWinning,
		found: "1.6",
		breaks: [1, 2, 3, 4, 5, 8],
	},
	{ name: "with lanes for all", composition: withLanesForAll, found: "1.3", breaks: [1, 2, 3, 4, 5] },
	{
		name: "with repeats known to each process alone",
		composition: withRepeatsOfItsOwn,
		found: "1.2.crash",
		breaks: [4],
		goal: "crash",
	},
	{ name: "with cursors at the end", composition: withCursorsAtTheEnd, found: "1.4", breaks: [3] },
];
