import { type Delivery, deliveryRank } from "../conversation/change.js";

/** The list of what was not delivered keeps the newest of these. */
export const undeliveredKept = 1_000;

/** What was not delivered as far as anybody knows. */
export type UndeliveredState = "failed" | "unknown";

/** The state in which the report puts the entry on the list of what was not delivered, if it does. */
export function listedAs(known: Delivery | undefined, { state }: Delivery): UndeliveredState | undefined {
	if (state !== "failed" && state !== "unknown") return undefined;
	return known === undefined || deliveryRank[state] > deliveryRank[known.state] ? state : undefined;
}

/** Whether the report says that the entry reached the channel after all. */
export function hasArrived({ state }: Delivery): boolean {
	return state === "sent" || state === "delivered" || state === "read";
}
