import type { Snapshot } from "../../protocol/parts.js";
import type { Desk } from "../talk/desk.js";
import { customerName } from "../talk/standing-text.js";

const most = 200;

/** Conversations whose customer goes by this name, part of a name, handle or id; the best matches first. */
export async function findUsers(
	{ client }: Pick<Desk, "client">,
	wanted: string,
): Promise<readonly Snapshot[]> {
	const lists = await Promise.all(
		(["held", "waiting", "open"] as const).map((of) => client.getList({ of, limit: most })),
	);
	const all = new Map(
		lists.flatMap(({ conversations }) => conversations.map((each) => [each.conversationId, each])),
	);
	const ranked = [...all.values()]
		.map((snapshot) => ({ snapshot, rank: rankOf(snapshot, fold(wanted)) }))
		.filter(({ rank }) => rank > 0);
	const best = Math.max(0, ...ranked.map(({ rank }) => rank));
	// Whoever gives a whole name does not mean those whose names contain it.
	return ranked
		.filter(({ rank }) => best < exact || rank === best)
		.toSorted(
			(one, other) => other.rank - one.rank || other.snapshot.session.last - one.snapshot.session.last,
		)
		.map(({ snapshot }) => snapshot);
}

const exact = 3;

function rankOf(snapshot: Snapshot, wanted: string): number {
	const { conversationId, botUserId, user } = snapshot;
	const name = fold(customerName(snapshot));
	const ids = [conversationId, botUserId, user.accountId, lastPart(conversationId)].map((id) =>
		fold(id ?? ""),
	);
	if (name === wanted || ids.includes(wanted)) return exact;
	if (name.split(/\s+/).includes(wanted)) return 2;
	return name.includes(wanted) ? 1 : 0;
}

function lastPart(conversationId: string): string {
	try {
		return decodeURIComponent(conversationId.split("/").at(-1) ?? "");
	} catch {
		return "";
	}
}

/** `@José` and `jose` are the same. */
function fold(text: string): string {
	return text.trim().replace(/^@/, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
