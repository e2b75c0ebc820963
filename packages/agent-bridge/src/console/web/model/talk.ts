import type { EntryFrame } from "../../../protocol/entry-frame.js";
import type { Snapshot } from "../../../protocol/parts.js";
import type { Delivery, DeliveryState } from "./delivery.js";

/** Something that was said here and that the bridge has not yet put into the log. */
export interface Pending {
	readonly commandId: string;
	readonly text: string;
	/** Epoch milliseconds. */
	readonly at: number;
	/** Known once the bridge has answered. */
	readonly entryIds: readonly string[];
}

/** One conversation as this page knows it. */
export interface Talk {
	readonly snapshot: Snapshot;
	/** In order; what is missing between them is asked for when the conversation is opened. */
	readonly entries: readonly EntryFrame[];
	/** The last position up to which {@link entries} has no gap; `undefined` before a page was read. */
	readonly readTo: number | undefined;
	/** Whether there is more before the first entry. */
	readonly hasEarlier: boolean;
	readonly deliveries: ReadonlyMap<string, Delivery>;
	readonly pending: readonly Pending[];
	/** Who is typing, and until when that is believed: epoch milliseconds. */
	readonly typing: ReadonlyMap<string, number>;
	/** The last position that the person at this page has looked at. */
	readonly seen: number;
}

export function newTalk(snapshot: Snapshot): Talk {
	const { offer, position } = snapshot;
	return {
		snapshot,
		entries: [],
		readTo: undefined,
		hasEarlier: false,
		deliveries: new Map(),
		pending: [],
		typing: new Map(),
		seen: offer === undefined ? position : Math.min(position, offer.from - 1),
	};
}

/** States that may still change, and that nobody may have told of. */
const unsettled: readonly (DeliveryState | undefined)[] = ["pending", "begun", "sent", "delivered"];

/** Whether the fate of something that was said lately is still open. */
export function hasUnsettled({ entries, deliveries }: Talk): boolean {
	return entries.slice(-20).some(({ entryId }) => unsettled.includes(deliveries.get(entryId)?.state));
}

export function unreadCount({ entries, seen }: Talk): number {
	return entries.filter(({ type, position }) => type === "userSay" && position > seen).length;
}
