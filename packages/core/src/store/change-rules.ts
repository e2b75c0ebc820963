import type { Clock } from "../clock.js";
import type { AppId } from "../control/control.js";
import type { Change } from "../conversation/change.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Tombstone } from "../conversation/store.js";

/** Whether the conversation, or what is left of it, is still the one that the change was made from. */
export function isCurrent(
	stored: Conversation | undefined,
	{ version, commit }: Change["expected"],
	erased: Tombstone | undefined,
): boolean {
	if (stored !== undefined) return stored.version === version && stored.commit === commit;
	return version === 0 && commit === (erased?.commit ?? "");
}

/** The last position at which the change has something for the app: once acknowledged, it is no news any more. */
export function toldPosition({ entries, next }: Change, app: AppId): number {
	return entries.findLast((entry) => entry.to.includes(app))?.position ?? next.position;
}

/** Since when the holder has had control, epoch milliseconds. */
export function heldSince({ control }: Conversation, now: number): number {
	return control.phase === "held" || control.phase === "passing" ? control.since : now;
}

/** Where a store takes the time from. */
export type StoreClock = Pick<Clock, "now">;

/** How long a command's outcome is remembered at least: the longest time for which a platform repeats a webhook. */
export const sevenDaysMs = 7 * 24 * 60 * 60 * 1000;
