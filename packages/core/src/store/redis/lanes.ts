import { viewOf } from "../../conversation/copies.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { LaneToken, OutboxView } from "../../conversation/store.js";
import { recordsDelivery } from "../delivery-rules.js";
import { homeKeys, homeScript, newSalt } from "./home-script.js";
import { firstOfAll, type Part, type Parts } from "./parts.js";
import { type Records, recordsOf } from "./records.js";
import { pairs } from "./replies.js";
import { scriptOf } from "./script.js";

const takeScript = homeScript(`
local process, lease_ms, salt = take(), take(), take()
if redis.call('EXISTS', STATE) == 0 then return false end
local now = clock()
local known = redis.call('HMGET', LANE, 'p', 'u')
if known[1] ~= process and tonumber(known[2] or 0) > now then return false end
local token = grant(process, lease_ms, salt, now)
list_sending()
return token
`);

const leaveScript = homeScript(`
if not holds(take()) then return 1 end
if redis.call('EXISTS', OUTBOX) == 1 then return 0 end
redis.call('HDEL', LANE, 'p', 'u')
return 1
`);

const beginScript = homeScript(`
local token, id, deadline = take(), take(), take()
if not holds(token) then return 0 end
local first
local items = redis.call('HGETALL', OUTBOX)
for index = 1, #items, 2 do
	local order = tonumber(items[index])
	if string.match(items[index + 1], '^.([^\\n]*)') == id and (not first or order < first) then first = order end
end
if not first then return 0 end
local begun = string.format('b%.0f', first)
if deadline == '' then redis.call('HDEL', LANE, begun) else redis.call('HSET', LANE, begun, deadline) end
return 1
`);

const settleScript = homeScript(`
local token, id, order, records = take(), take(), take(), take()
if not holds(token) then return 0 end
local item = redis.call('HGET', OUTBOX, order)
if item and string.match(item, '^.([^\\n]*)') == id then redis.call('HDEL', OUTBOX, order) end
redis.call('HDEL', LANE, 'b' .. order)
list_sending()
if records == '+' then note_delivery(clock(), take(), take(), take(), take(), take(), take(), take()) end
return 1
`);

/** Of one moment: otherwise what was sent in between would be taken for what is still to be sent. */
const outboxScript = scriptOf("return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]) }");

type LaneFunctions = Part<"takeLane" | "readOutbox" | "beginSend" | "settleSend" | "leaveLane" | "readLanes">;

export function lanesOf({ link, keyspace, recent, veil }: Parts): LaneFunctions {
	async function act(
		script: typeof takeScript,
		key: ConversationKey,
		...args: readonly string[]
	): Promise<unknown> {
		const home = keyspace.homeOf(key);
		return link.run(script, homeKeys(home), [home.member, ...args]);
	}

	return {
		async takeLane(key, { process, leaseMs }) {
			const token = await act(takeScript, key, process, String(leaseMs), newSalt());
			return token === null ? undefined : (Number(token) as LaneToken);
		},
		async readOutbox(key) {
			const home = keyspace.homeOf(key);
			const [, lane = "", outbox = ""] = homeKeys(home);
			return viewsOf(recordsOf(veil, home), await link.look(outboxScript, [outbox, lane], []));
		},
		async beginSend(key, item, token, deadline) {
			return (await act(beginScript, key, String(token), item, String(deadline ?? ""))) === 1;
		},
		async settleSend(key, item, token, delivery) {
			const { deliveryArgs } = recordsOf(veil, keyspace.homeOf(key));
			const isRecorded = recordsDelivery(item) ? "+" : "-";
			const args = [String(token), item.id, String(item.order), isRecorded, ...deliveryArgs(delivery)];
			const isSettled = (await act(settleScript, key, ...args)) === 1;
			if (isSettled) recent.settled(key, item);
			return isSettled;
		},
		leaveLane: async (key, token) => (await act(leaveScript, key, String(token))) === 1,
		async readLanes(limit) {
			const rows = await firstOfAll({ link, keyspace }, { list: "sending", limit });
			return rows.map(({ member }) => keyspace.keyFrom(member));
		},
	};
}

/** What is to be sent, in order, and how its sending goes. */
export function viewsOf({ readItems }: Records, reply: unknown): readonly OutboxView[] {
	const [outbox, lane] = Array.isArray(reply) ? reply : [];
	const begun = new Map(pairs(lane));
	return readItems(pairs(outbox)).map((item) => {
		const deadline = begun.get(`b${item.order}`);
		return viewOf(item, deadline === undefined ? undefined : Number(deadline));
	});
}
