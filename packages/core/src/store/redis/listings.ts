import type { ConversationKey } from "../../conversation/key.js";
import type { BotId } from "../../conversation/participants.js";
import type { Listed } from "../../conversation/store.js";
import { firstOfAll, type Listing, type Part, type Parts, type Row } from "./parts.js";

export function listingsOf(parts: Parts): Part<"readWaiting" | "readHeldBy" | "readOpen" | "readTaught"> {
	const read = async (listing: Listing): Promise<readonly Listed[]> =>
		(await firstOfAll(parts, listing)).map(toListed);

	return {
		readWaiting: (limit) => read({ list: "waiting", limit }),
		readHeldBy: (app) => read({ list: `held:${app}`, limit: Number.MAX_SAFE_INTEGER }),
		readOpen: (bot, limit) => read({ list: `open:${bot}`, limit, order: "greatest" }),
		readTaught: (bot, limit) => read({ list: `taught:${bot}`, limit, order: "greatest" }),
	};
}

/** A conversation's key has no spaces. */
function toListed({ member, score }: Row): Listed {
	const space = member.indexOf(" ");
	const key = member.slice(0, space) as ConversationKey;
	return { key, bot: member.slice(space + 1) as BotId, since: score };
}
