import type { Listed } from "../../conversation/store.js";
import { heldBy, openOf, revealBot, taughtOf } from "./lists.js";
import { firstOfAll, type Listing, type Part, type Parts, type Row } from "./parts.js";

export function listingsOf(
	parts: Parts,
): Part<"readWaiting" | "readLeft" | "readHeldBy" | "readOpen" | "readTaught"> {
	const read = async (listing: Listing): Promise<readonly Listed[]> =>
		(await firstOfAll(parts, listing)).map((row) => toListed(parts, row));

	return {
		readWaiting: (limit) => read({ list: "waiting", limit }),
		readLeft: (limit) => read({ list: "left", limit }),
		readHeldBy: (app) => read({ list: heldBy(parts.veil, app), limit: Number.MAX_SAFE_INTEGER }),
		readOpen: (bot, limit) => read({ list: openOf(parts.veil, bot), limit, order: "greatest" }),
		readTaught: (bot, limit) => read({ list: taughtOf(parts.veil, bot), limit, order: "greatest" }),
	};
}

/** A conversation's key has no spaces. */
function toListed({ keyspace, veil }: Parts, { member, score }: Row): Listed {
	const space = member.indexOf(" ");
	const key = keyspace.keyFrom(member.slice(0, space));
	return { key, bot: revealBot(veil, member.slice(space + 1)), since: score };
}
