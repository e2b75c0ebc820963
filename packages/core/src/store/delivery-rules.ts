import { type Delivery, deliveryRank, type OutboxItem } from "../conversation/change.js";

/** Whether what becomes of the item is the delivery of its entry: not for updates and deletions, nor for typing. */
export function recordsDelivery({ kind, logged }: Pick<OutboxItem, "kind" | "logged">): boolean {
	return logged && kind === "send";
}

/**
 * What is known after a report. The state moves only to a higher rank; the channel's id is kept from whichever
 * report brings it, since a receipt may overtake the answer to the request that sent the message.
 */
export function mergeDelivery(known: Delivery | undefined, report: Delivery): Delivery {
	if (known === undefined) return report;
	const isNews = deliveryRank[report.state] > deliveryRank[known.state];
	const [main, other] = isNews ? [report, known] : [known, report];
	if (main.nativeId !== undefined || other.nativeId === undefined) return main;
	return { ...main, nativeId: other.nativeId };
}
