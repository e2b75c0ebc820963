import type { ConversationKey } from "../../conversation/key.js";
import { keyOf } from "./keyspace.js";
import type { Part, Parts } from "./parts.js";
import { textOf, texts } from "./replies.js";
import { scriptOf } from "./script.js";

/** Nobody has taken in more than there is: what a failover took back, and others wrote anew, is still to be told. */
const acknowledgeScript = scriptOf(`
local cursors, news, log, lane = unpack(KEYS)
local app, key = ARGV[1], ARGV[2]
local length = tonumber(redis.call('HGET', lane, 'x') or 0) + redis.call('LLEN', log)
local position = math.min(tonumber(ARGV[3]), length)
if position > tonumber(redis.call('HGET', cursors, app) or 0) then
	redis.call('HSET', cursors, app, string.format('%.0f', position))
end
local told = redis.call('ZSCORE', news, key)
if told and tonumber(told) <= position then
	redis.call('ZREM', news, key)
	redis.call('HDEL', lane, 'mnews:' .. app)
end
`);

export function mailboxesOf({ link, keyspace }: Parts): Part<"readNews" | "readCursor" | "acknowledge"> {
	return {
		async readNews(app) {
			const lists = keyspace.partitions.map(async (partition) => {
				const news = `${partition}news:${app}`;
				return texts(await link.read(news, ["ZRANGE", news, "0", "-1"]));
			});
			return (await Promise.all(lists)).flat() as ConversationKey[];
		},
		async readCursor(app, key) {
			const cursors = keyOf(keyspace.homeOf(key), "a");
			return Number(textOf(await link.read(cursors, ["HGET", cursors, app])) ?? 0);
		},
		async acknowledge(app, key, position) {
			const home = keyspace.homeOf(key);
			const keys = [keyOf(home, "a"), `${home.partition}news:${app}`, keyOf(home, "e"), keyOf(home, "l")];
			await link.run(acknowledgeScript, keys, [app, key, String(position)]);
		},
	};
}
