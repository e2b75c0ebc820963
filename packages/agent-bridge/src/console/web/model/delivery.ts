import type { EntryFrameOf } from "../../../protocol/entry-frame.js";

type Fate = NonNullable<EntryFrameOf<"agentSay">["delivery"]>;

export type DeliveryState = Fate["state"];

/** What became of something that was sent. */
export interface Delivery {
	readonly state: DeliveryState;
	readonly error?: string | undefined;
	/** The user's, as the channel names it; empty once it was taken back. */
	readonly reaction?: string | undefined;
}

/** States only move on: a late report never takes one back. */
const rank = {
	pending: 0,
	begun: 1,
	unknown: 2,
	sent: 3,
	withdrawn: 4,
	failed: 4,
	delivered: 5,
	read: 6,
} as const satisfies Record<DeliveryState, number>;

export function laterDelivery(known: Delivery | undefined, told: Delivery): Delivery {
	if (known === undefined) return told;
	const later = rank[told.state] >= rank[known.state] ? told : known;
	const reaction = told.reaction ?? known.reaction;
	return reaction === undefined ? later : { ...later, reaction };
}
