import { type Delivery, deliveryRank, type OutboxItem } from "../conversation/change.js";

/** Whether what becomes of the item is the delivery of its entry: not for updates and deletions, nor for typing. */
export function recordsDelivery({ kind, logged }: Pick<OutboxItem, "kind" | "logged">): boolean {
	return logged && kind === "send";
}

/**
 * What is known after a report. The state moves only to a higher rank; the channel's id is kept from whichever
 * report brings it, since a receipt may overtake the answer to the request that sent the message. The user's
 * reaction has no rank: the latest one given counts.
 */
export function mergeDelivery(known: Delivery | undefined, report: Delivery): Delivery {
	if (known === undefined) return report;
	const isNews = deliveryRank[report.state] > deliveryRank[known.state];
	const [main, other] = isNews ? [report, known] : [known, report];
	const nativeId = main.nativeId ?? other.nativeId;
	const reaction = report.reaction ?? known.reaction;
	if (main.nativeId === nativeId && main.reaction === reaction) return main;
	return { ...main, nativeId, reaction };
}
