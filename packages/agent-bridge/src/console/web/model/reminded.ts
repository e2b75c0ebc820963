import type { Me } from "./desk-state.js";
import { standingOf } from "./standing.js";
import type { Talk } from "./talk.js";

/** Since when this person was reminded that the user waits, and has neither answered nor said that they are there. */
export function remindedSince({ entries, snapshot }: Talk, me: Me | undefined): number | undefined {
	if (standingOf(snapshot, me).type !== "mine") return undefined;
	const last = entries.findLast(
		({ type }) =>
			type === "reminder" ||
			type === "agentSay" ||
			type === "takeoverConfirmed" ||
			type === "handoverConfirmed",
	);
	return last?.type === "reminder" ? last.time * 1000 : undefined;
}
