import type { Node, Sending } from "./node.js";

/**
 * What distinguishes one moment from another: ids are replaced by the order in which they are met, epochs by how
 * long ago they were. Positions, drafts and the log do not decide what may happen next.
 */
export function fingerprint(node: Node): string {
	const { conversation, outbox, timers, desks, runners, shown, left } = node;
	const { control, turns, session, attention } = conversation;
	const met = new Map<string, number>();
	const alias = (id: string | undefined): string => {
		if (id === undefined) return "-";
		const known = met.get(id) ?? met.size;
		met.set(id, known);
		return String(known);
	};
	const ago = (epoch: number | undefined): string =>
		epoch === undefined ? "-" : String(control.epoch - epoch);
	let text = `${control.phase}${control.epoch}`;
	if ("holder" in control) text += `h${control.holder.app}${control.human?.displayName ?? ""}`;
	if ("offer" in control) text += `o${alias(control.offer.id)}${control.offer.to.join("&")}`;
	for (const { id, kind, attempts, spoke, runner } of turns)
		text += `|t${alias(id)}${kind}${attempts}${spoke}${alias(runner?.token)}${ago(runner?.epoch)}`;
	for (const { under, hasSpoken } of runners)
		text += `|r${alias(under.turn)}.${alias(under.token)}${hasSpoken}`;
	for (const sending of outbox) text += `|s${sentAs(sending)}`;
	for (const name of ["offer-retry", "offer-expiry", "idle", "turn"] as const) {
		const about = timers.get(name);
		text += `|${about === undefined ? "-" : name === "idle" ? ago(Number(about)) : alias(about)}`;
	}
	for (const { isThere, epoch, offer } of desks) text += `|d${isThere}${ago(epoch)}.${alias(offer)}`;
	const { heard, asked, spoken, interjected, deaths } = left;
	return `${text}|${shown ?? ""}|${session.open}${attention.reminded}|${heard},${asked},${spoken},${interjected},${deaths}`;
}

function sentAs({ item: { activity, by }, isBegun, hasArrived }: Sending): string {
	const { representative } = activity.channelData as {
		readonly representative: { readonly displayName: string };
	};
	return `${by}${activity.name ?? ""}${representative.displayName}${isBegun}${hasArrived}`;
}
