import type { EntryId } from "../../control/control.js";
import { type Delivery, type DeliveryState, deliveryRank } from "../../conversation/change.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { OutboxView, Undelivered } from "../../conversation/store.js";
import { mergeDelivery, recordsDelivery } from "../delivery-rules.js";
import { undeliveredKept } from "../undelivered-rules.js";
import { deliveryArgs, homeKeys, homeScript } from "./home-script.js";
import { keyOf } from "./keyspace.js";
import { viewsOf } from "./lanes.js";
import { firstOfAll, type Part, type Parts } from "./parts.js";
import { optionalTexts, textOf } from "./replies.js";
import { scriptOf } from "./script.js";

const recordScript = homeScript(`
if redis.call('EXISTS', STATE) == 0 then return end
note_delivery(clock(), take(), take(), take(), take(), take(), take())
`);

const settleScript = homeScript(`
redis.call('ZREM', UNDELIVERED, KEY .. ' ' .. take())
`);

const readScript = scriptOf(`
return { redis.call('HMGET', KEYS[1], unpack(ARGV)), redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]) }
`);

export function deliveriesOf({
	link,
	keyspace,
}: Parts): Part<"readDeliveries" | "recordDelivery" | "findEntry" | "readUndelivered" | "settleUndelivered"> {
	return {
		async readDeliveries(key, entries) {
			if (entries.length === 0) return [];
			const [, lane = "", outbox = "", deliveries = ""] = homeKeys(keyspace.homeOf(key));
			const fields = entries.flatMap((entry) => [entry, `${entry}\tn`, `${entry}\tr`]);
			const reply = await link.look(readScript, [deliveries, outbox, lane], fields);
			const [kept, ...sending] = Array.isArray(reply) ? reply : [];
			const values = optionalTexts(kept);
			const views = viewsOf(sending);
			return entries.flatMap((entry, index) => {
				const [value, native, reaction] = values.slice(3 * index, 3 * index + 3);
				return deliveryOf(entry, { known: parseDelivery(entry, value, { native, reaction }), views }) ?? [];
			});
		},
		async recordDelivery(key, delivery) {
			await link.run(recordScript, homeKeys(keyspace.homeOf(key)), [key, ...deliveryArgs(delivery)]);
		},
		async findEntry(key, nativeId) {
			const ids = keyOf(keyspace.homeOf(key), "f");
			return textOf(await link.read(ids, ["HGET", ids, `n=${nativeId}`])) as EntryId | undefined;
		},
		async readUndelivered(limit) {
			const newest = {
				list: "undelivered",
				limit: Math.min(limit, undeliveredKept),
				order: "greatest",
			} as const;
			const rows = await firstOfAll({ link, keyspace }, newest);
			const undelivered = rows.map(async ({ member, score: at }): Promise<Undelivered | undefined> => {
				const space = member.indexOf(" ");
				const key = member.slice(0, space) as ConversationKey;
				const entry = member.slice(space + 1) as EntryId;
				const deliveries = keyOf(keyspace.homeOf(key), "d");
				const value = textOf(await link.read(deliveries, ["HGET", deliveries, entry]));
				if (value === undefined) return undefined;
				const { state, error } = parseState(value);
				return state === "failed" || state === "unknown" ? { key, entry, at, state, error } : undefined;
			});
			return (await Promise.all(undelivered)).flatMap((one) => one ?? []);
		},
		async settleUndelivered(key, entry) {
			await link.run(settleScript, homeKeys(keyspace.homeOf(key)), [key, entry]);
		},
	};
}

/** What is in the outbox needs no record of its own: it is pending, or begun. */
function deliveryOf(
	entry: EntryId,
	{ known, views }: { readonly known: Delivery | undefined; readonly views: readonly OutboxView[] },
): Delivery | undefined {
	if (known !== undefined && deliveryRank[known.state] > deliveryRank.begun) return known;
	const item = views.find((one) => one.id === entry && recordsDelivery(one));
	return item === undefined ? known : mergeDelivery(known, { entry, state: item.state });
}

function parseDelivery(
	entry: EntryId,
	value: string | undefined,
	{ native, reaction }: { readonly native: string | undefined; readonly reaction: string | undefined },
): Delivery | undefined {
	if (value === undefined) return undefined;
	const { state, error } = parseState(value);
	return { entry, state, error, nativeId: native?.slice(1), reaction: reaction?.slice(1) };
}

/** The rank, the state, and on its own line what went wrong. */
function parseState(value: string): Pick<Delivery, "state" | "error"> {
	const end = value.indexOf("\n");
	if (end < 0) return { state: value.slice(1) as DeliveryState, error: undefined };
	return { state: value.slice(1, end) as DeliveryState, error: value.slice(end + 1) };
}
