import type { Snapshot } from "../../protocol/parts.js";
import type { Desk } from "../talk/desk.js";
import { customerName } from "../talk/standing-text.js";

const most = 200;

/** So many answers of a search are read: some thousand conversations. */
const mostPages = 20;

/** Those who are in a conversation go before everybody who ever was in one. */
export async function findUsers(
	desk: Pick<Desk, "client" | "inTurn">,
	wanted: string,
): Promise<readonly Snapshot[]> {
	const current = await findCurrent(desk, wanted);
	// The bridge does one search at a time for each connection.
	return current.length > 0 ? current : desk.inTurn("search", () => findAmongAll(desk, wanted));
}

async function findAmongAll({ client }: Pick<Desk, "client">, wanted: string): Promise<readonly Snapshot[]> {
	const found = new Map<string, Snapshot>();
	let from: string | undefined;
	for (let page = 0; page < mostPages; page++) {
		const { hits, next } = await client.search({ text: wanted, ...(from === undefined ? {} : { from }) });
		for (const { conversation, isUser } of hits)
			if (isUser) found.set(conversation.conversationId, conversation);
		if (next === undefined) break;
		from = next;
	}
	return [...found.values()].toSorted((one, other) => other.session.last - one.session.last);
}

/** Conversations whose customer goes by this name, part of a name, handle or id; the best matches first. */
async function findCurrent({ client }: Pick<Desk, "client">, wanted: string): Promise<readonly Snapshot[]> {
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
