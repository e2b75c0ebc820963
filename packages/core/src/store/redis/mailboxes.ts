import { keyOf } from "./keyspace.js";
import { newsOf } from "./lists.js";
import { firstOfAll, type Part, type Parts } from "./parts.js";
import { textOf } from "./replies.js";
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

export function mailboxesOf({
	link,
	keyspace,
	veil,
}: Parts): Part<"readNews" | "readCursor" | "acknowledge"> {
	return {
		async readNews(app) {
			const news = { list: newsOf(veil, app), limit: Number.MAX_SAFE_INTEGER };
			const rows = await firstOfAll({ link, keyspace }, news);
			return rows.map(({ member }) => keyspace.keyFrom(member));
		},
		async readCursor(app, key) {
			const cursors = keyOf(keyspace.homeOf(key), "a");
			return Number(textOf(await link.read(cursors, ["HGET", cursors, veil.name(app)])) ?? 0);
		},
		async acknowledge(app, key, position) {
			const home = keyspace.homeOf(key);
			const keys = [
				keyOf(home, "a"),
				`${home.partition}${newsOf(veil, app)}`,
				keyOf(home, "e"),
				keyOf(home, "l"),
			];
			await link.run(acknowledgeScript, keys, [veil.name(app), home.member, String(position)]);
		},
	};
}
