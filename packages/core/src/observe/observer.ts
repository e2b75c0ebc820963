import type { EntryId } from "../control/control.js";
import { type ConversationKey, parseConversationKey } from "../conversation/key.js";
import type { LaneStep } from "../delivery/lane.js";
import { digestOf } from "../private-logger.js";

/** What is said of a step or a count: names that are few, and digests. Never what anybody wrote or is called. */
export type Labels = Readonly<Record<string, string>>;

/** The steps of a turn, and every commit. The steps of sending are {@link LaneStep}. */
export type TurnStep = "hear" | "turn" | "postback" | "gate" | "bot" | "commit";

export type CountName =
	/** An offer of control was made, by `reason`. */
	| "handovers"
	/** An offer ended, by `how`. */
	| "offers_ended"
	/** A session ended; `by` is `bot` where no app held control in it, else `human`. */
	| "sessions_ended"
	/** Something was held back as a draft, by `why`. */
	| "drafts"
	/** A user rated a session, by `stars`; `other` where the channel asks in words of its own. */
	| "ratings"
	/** Something was sent, or was not, by `state`. */
	| "sends"
	/** A verdict of the gate, by `verdict`. */
	| "verdicts";

/** In milliseconds. */
export type DurationName =
	/** From the offer to whoever took it. */
	"time_to_human" | "turn";

/** Sees what Baton does, for traces and metrics. Whatever it throws, other than what `work` throws, is a defect. */
export interface Observer {
	/** Goes around one step: calls `work` once and at once, and returns what it returns, a promise or not. */
	step?<T>(name: TurnStep, labels: Labels, work: () => T): T;
	/** A lane comes to its next step. */
	laneStep?(step: LaneStep, key: ConversationKey, item: EntryId | undefined): void;
	/** This process has nothing under way in the lane any more. */
	laneRest?(key: ConversationKey): void;
	count?(name: CountName, labels: Labels): void;
	time?(name: DurationName, ms: number, labels: Labels): void;
}

/** Several at once. */
export function observers(...all: readonly Observer[]): Observer {
	return {
		step: (name, labels, work) =>
			all.reduceRight<() => ReturnType<typeof work>>(
				(inner, { step }) => (step === undefined ? inner : () => step(name, labels, inner)),
				work,
			)(),
		laneStep: (...event) => each(all, (one) => one.laneStep?.(...event)),
		laneRest: (key) => each(all, (one) => one.laneRest?.(key)),
		count: (...event) => each(all, (one) => one.count?.(...event)),
		time: (...event) => each(all, (one) => one.time?.(...event)),
	};
}

function each(all: readonly Observer[], tell: (one: Observer) => void): void {
	for (const one of all) tell(one);
}

/** One step in a conversation; nothing but the work where nobody looks. */
export function stepOf<T>(
	observer: Observer | undefined,
	name: TurnStep,
	key: ConversationKey,
	work: () => T,
): T {
	return observer?.step === undefined ? work() : observer.step(name, labelsOf(key), work);
}

/** How a conversation is spoken of where it must not be recognized. */
export function labelsOf(key: ConversationKey): Labels {
	return { channel: channelIn(key), conversation: digestOf(key) };
}

export function channelIn(key: ConversationKey): string {
	return parseConversationKey(key).channel;
}
