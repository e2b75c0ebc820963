import type { ConversationKey } from "../../conversation/key.js";
import type { BotId } from "../../conversation/participants.js";
import type { Listed } from "../../conversation/store.js";
import { firstOfAll, type Part, type Parts, type Row } from "./parts.js";
import { pairs } from "./replies.js";

export function listingsOf({
	link,
	keyspace,
}: Parts): Part<"readWaiting" | "readHeldBy" | "readOpen" | "readTaught"> {
	async function read(
		list: string,
		limit: number,
		order: "smallest" | "greatest",
	): Promise<readonly Listed[]> {
		const rows = await firstOfAll(
			keyspace.partitions,
			limit,
			async (partition, count) => {
				const key = `${partition}${list}`;
				const reverse = order === "greatest" ? ["REV"] : [];
				const end = String(Math.min(count, Number.MAX_SAFE_INTEGER) - 1);
				return pairs(await link.read(key, ["ZRANGE", key, "0", end, ...reverse, "WITHSCORES"]));
			},
			order,
		);
		return rows.map(toListed);
	}

	return {
		readWaiting: (limit) => read("waiting", limit, "smallest"),
		readHeldBy: (app) => read(`held:${app}`, Number.MAX_SAFE_INTEGER, "smallest"),
		readOpen: (bot, limit) => read(`open:${bot}`, limit, "greatest"),
		readTaught: (bot, limit) => read(`taught:${bot}`, limit, "greatest"),
	};
}

/** A conversation's key has no spaces. */
function toListed({ member, score }: Row): Listed {
	const space = member.indexOf(" ");
	const key = member.slice(0, space) as ConversationKey;
	return { key, bot: member.slice(space + 1) as BotId, since: score };
}
